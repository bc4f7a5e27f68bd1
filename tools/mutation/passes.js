/**
 * A part is judged in three passes: `examples` takes all mutants and the specs that are quick, `statics` those that only run while
 * modules load, each in a process of its own, and `laws` what the examples have not noticed, by the specs that take long.
 */
const { existsSync, readFileSync } = require('node:fs');
const { partNamed } = require('./parts');

const PASSES = ['examples', 'statics', 'laws'];
const reportOf = (part, pass) => `${partNamed(part).report}.${pass}`;

/** By the way that Stryker sets them aside. */
const isStatic = ({ status, statusReason }) =>
  status === 'Ignored' && /^Static mutant/.test(statusReason ?? '');
/** Endless loops are told by their count; what was only too slow is not known to have been noticed. */
const isNoticed = ({ status, statusReason }) =>
  status === 'Killed' || (status === 'Timeout' && /Hit limit/.test(statusReason ?? ''));
const isMissed = (mutant) =>
  !isNoticed(mutant) && ['Survived', 'NoCoverage', 'Timeout'].includes(mutant.status);

/** Lines and columns count from 1. */
function placeOf({ file, mutatorName, location: { start, end } }) {
  return [
    file.slice(file.indexOf('libs/')),
    start.line,
    start.column,
    end.line,
    end.column,
    mutatorName,
  ].join(' ');
}

/** What a pass of a part said of its mutants; nothing before it has run. */
function mutantsOf(part, pass) {
  const path = `${reportOf(part, pass)}.report.json`;
  if (!existsSync(path)) return [];
  const { files } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file })),
  );
}

/** The places that are left for a pass; `null`: it takes all. */
function leftFor(part, pass) {
  if (pass === 'examples') return null;
  const isLeft = pass === 'statics' ? isStatic : isMissed;
  return new Set(mutantsOf(part, 'examples').filter(isLeft).map(placeOf));
}

module.exports = { isMissed, isNoticed, isStatic, leftFor, mutantsOf, PASSES, placeOf, reportOf };
