/**
 * Lets Stryker make the mutants that are wanted and no others. Its own choice is by lines, which would leave out every mutant
 * of more than one line, and code runs the slower the more mutants it carries.
 */
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isDrawn, share } = require('./sample');
const { leftFor, placeOf } = require('./passes');

const MUTATORS = join(
  __dirname,
  '../../node_modules/@stryker-mutator/instrumenter/dist/src/mutators/mutate.js',
);

/** Those of the sample; in a later pass only what the passes before it have left for it. */
async function drawMutants() {
  const left = leftFor(process.env.MUTATION_PART, process.env.MUTATION_PASS);
  if (share === 1 && left === null) return;
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
        if (isDrawn(`${place} ${number++}`) && (left === null || left.has(place))) yield mutant;
    }
    allMutators[index] = { name: mutatorName, mutate: wanted };
  });
}

module.exports = { drawMutants };
