const { existsSync, readFileSync } = require('node:fs');
const { partNamed } = require('./parts');
const { isMissed, isNoticed, isStatic, mutantsOf, placeOf } = require('./passes');

/** Of its mutants the share that was judged. */
function shareOf(report) {
  const path = `${report}.sample.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).share : 1;
}

const keyOf = (mutant) => `${placeOf(mutant)} ${mutant.replacement}`;

/** Mutants of a part: noticed, missed, and set aside in the code; `statics`: of those that load with the modules, not judged. */
function countsOf(part) {
  const [statics, laws] = ['statics', 'laws'].map((pass) => {
    return new Map(mutantsOf(part, pass).map((mutant) => [keyOf(mutant), mutant]));
  });
  const all = mutantsOf(part, 'examples').map((one) => {
    if (isStatic(one)) return statics.get(keyOf(one)) ?? one;
    return isMissed(one) ? (laws.get(keyOf(one)) ?? one) : one;
  });
  return {
    part,
    share: shareOf(partNamed(part).report),
    noticed: all.filter(isNoticed).length,
    missed: all.filter(isMissed).length,
    ignored: all.filter((mutant) => mutant.status === 'Ignored' && !isStatic(mutant)).length,
    statics: all.filter(isStatic).length,
  };
}

/** Per cent. */
const score = ({ noticed, missed }) => (100 * noticed) / (noticed + missed);

/**
 * The score of all parts, each with the weight of its mutants, and half of its 95 % interval, which is nothing where all of
 * them were judged.
 */
function totalOf(rows) {
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const judged = ({ noticed, missed }) => noticed + missed;
  const mutants = sum((row) => judged(row) / row.share);
  const weight = (row) => judged(row) / row.share / mutants;
  const variance = sum((row) => {
    const rate = (row.noticed + 1) / (judged(row) + 2);
    return (weight(row) ** 2 * rate * (1 - rate) * (1 - row.share)) / judged(row);
  });
  return {
    part: 'total',
    share: sum(judged) / mutants,
    noticed: sum((row) => row.noticed),
    missed: sum((row) => row.missed),
    ignored: sum((row) => row.ignored),
    statics: sum((row) => row.statics),
    score: sum((row) => weight(row) * score(row)),
    margin: 196 * Math.sqrt(variance),
  };
}

module.exports = { countsOf, score, totalOf };
