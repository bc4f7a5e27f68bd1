/**
 * One part of the domain of regions at a time: `MUTATION_PART` names it, run.js runs them all. What a part's mutants
 * were judged is kept in reports/mutation, so that the next run judges only what changed.
 */
const { partNamed } = require('./parts');

const { report, mutants, specs } = partNamed(process.env.MUTATION_PART ?? 'market');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
module.exports = {
  mutate: mutants,
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: { require: ['test/support/property-seed.js', 'tools/mutation/mocha-setup.js'], spec: specs },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A mutant that only runs slowly on a busy machine has not been found out; endless loops are counted, not timed.
  timeoutMS: 60_000,
  timeoutFactor: 10,
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
  incrementalFile: `${report}.json`,
  reporters: ['json', 'html', 'progress-append-only'],
  jsonReporter: { fileName: `${report}.report.json` },
  htmlReporter: { fileName: `${report}.html` },
  allowConsoleColors: false,
};
