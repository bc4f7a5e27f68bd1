/** What the reports of a part say of its mutants, and which of them only run while modules load. */
const { existsSync, readFileSync } = require('node:fs');
const { partNamed } = require('./parts');

/** By the way that Stryker sets them aside. */
const isStatic = ({ status, statusReason }) =>
  status === 'Ignored' && /^Static mutant/.test(statusReason ?? '');

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

function mutantsIn(path) {
  if (!existsSync(path)) return [];
  const { files } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file })),
  );
}

/** Their places. */
function staticsOf(part) {
  return new Set(
    mutantsIn(`${partNamed(part).report}.report.json`)
      .filter(isStatic)
      .map(placeOf),
  );
}

module.exports = { isStatic, mutantsIn, placeOf, staticsOf };
