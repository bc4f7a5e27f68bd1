/**
 * One part of the domain of regions at a time: `MUTATION_PART` names it, run.js runs them all. What a part's mutants
 * were judged is kept in reports/mutation, so that the next run judges only what changed.
 */
import draw from './draw.js';
import parts from './parts.js';
import passes from './passes.js';
import sample from './sample.js';

const part = process.env.MUTATION_PART ?? 'market';
const pass = process.env.MUTATION_PASS ?? 'examples';
const { mutants, examples, laws } = parts.partNamed(part);
const specs = pass === 'laws' ? laws : examples;
const name = passes.reportOf(part, pass);
const drawn = sample.share < 1 ? `.${sample.share}-${sample.seed}` : '';

await draw.drawMutants();

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: mutants,
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: { require: ['test/support/property-seed.js', 'tools/mutation/mocha-setup.js'], spec: specs },
  coverageAnalysis: 'perTest',
  ignoreStatic: pass !== 'statics',
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  // Endless loops are counted, not timed: what runs into this may only be slow on a busy machine, and counts as missed.
  timeoutMS: 20_000,
  timeoutFactor: 2,
  // What a mutant leaves behind in the process shall not judge many others.
  maxTestRunnerReuse: 200,
  disableTypeChecks: false,
  ignorePatterns: [
    'dist',
    '.portolan',
    'reports',
    'migrations',
    'docs',
    'apps',
    'schema.sql',
    'openapi.json',
  ],
  tempDirName: '.mutation',
  incremental: true,
  incrementalFile: `${name}${drawn}.json`,
  reporters: ['json', 'html', 'progress-append-only'],
  jsonReporter: { fileName: `${name}.report.json` },
  htmlReporter: { fileName: `${name}.html` },
  allowConsoleColors: false,
};
