/**
 * Lets Stryker make the mutants that are wanted and no others. Its own choice is by lines, which would leave out every mutant
 * of more than one line, and code runs the slower the more mutants it carries.
 */
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isDrawn, share } = require('./sample');
const { placeOf, staticsOf } = require('./statics');

const MUTATORS = join(
  __dirname,
  '../../node_modules/@stryker-mutator/instrumenter/dist/src/mutators/mutate.js',
);

/** Those of the sample; of a run for static mutants only those that the run before it has found. */
async function drawMutants() {
  const statics = process.env.MUTATION_STATICS === undefined ? null : staticsOf(process.env.MUTATION_PART);
  if (share === 1 && statics === null) return;
  const { allMutators } = await import(pathToFileURL(MUTATORS).href);
  allMutators.forEach(({ name: mutatorName, mutate }, index) => {
    function* wanted(path) {
      const file = path.hub.file.opts.filename;
      const [start, end] = [path.node.loc.start, path.node.loc.end].map(({ line, column }) => {
        return { line, column: column + 1 };
      });
      const place = placeOf({ file, mutatorName, location: { start, end } });
      let number = 0;
      for (const mutant of mutate(path))
        if (isDrawn(`${place} ${number++}`) && (statics === null || statics.has(place))) yield mutant;
    }
    allMutators[index] = { name: mutatorName, mutate: wanted };
  });
}

module.exports = { drawMutants };
