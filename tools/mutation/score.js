const { existsSync, readFileSync } = require('node:fs');
const { partNamed } = require('./parts');
const { isStatic, mutantsIn, placeOf } = require('./statics');

/** Endless loops are told by their count; what was only too slow is not known to have been noticed. */
const isNoticed = ({ status, statusReason }) =>
  status === 'Killed' || (status === 'Timeout' && /Hit limit/.test(statusReason ?? ''));
const isMissed = (mutant) =>
  !isNoticed(mutant) && ['Survived', 'NoCoverage', 'Timeout'].includes(mutant.status);

/** Of its mutants the share that was judged. */
function shareOf(report) {
  const path = `${report}.sample.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).share : 1;
}

const keyOf = (mutant) => `${placeOf(mutant)} ${mutant.replacement}`;

/** Mutants of a part: noticed, missed, and set aside in the code; `statics`: of those that load with the modules, not judged. */
function countsOf(part) {
  const { report } = partNamed(part);
  const statics = new Map(mutantsIn(`${report}.static.report.json`).map((mutant) => [keyOf(mutant), mutant]));
  const all = mutantsIn(`${report}.report.json`).map((one) =>
    isStatic(one) ? (statics.get(keyOf(one)) ?? one) : one,
  );
  return {
    part,
    share: shareOf(report),
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
