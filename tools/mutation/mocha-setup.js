/**
 * Lets mocha run the specs of the domain. Jest sets itself up anew for each run, which takes longer than the specs
 * themselves; mocha stays, so that thousands of mutants can be judged. The assertions and tables are jest's own.
 */
const { expect } = require('expect');
const fc = require('fast-check');
const { bind } = require('jest-each');
const { join } = require('node:path');
const { doors } = require('../typescript-hook');

// All that this domain may know of the platform; a spec that needs the framework behind its door fails here.
doors.set('@portolan/platform', join(__dirname, '../../libs/platform/src/errors/domain-error.ts'));

// A mutant that fails has been noticed; the smallest case that shows it is of no interest.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

globalThis.expect = expect;
for (const name of ['describe', 'it']) {
  // mocha sets its words anew for each file.
  let word;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => word,
    set: (given) => {
      word = given;
      if (given !== undefined && given.each === undefined) given.each = bind(given);
    },
  });
}

/** Longer than this a spec is not asked first, whatever it found. Milliseconds. */
const QUICK = 150;

/**
 * What has noticed one mutant is asked first about the next, which mostly lies in the same lines: the order of specs decides how
 * long a mutant takes, not whether it is noticed.
 */
function toTheFront(test) {
  const { parent: suite } = test;
  suite.tests = [test, ...suite.tests.filter((other) => other !== test)];
  for (let inner = suite; inner.parent !== undefined; inner = inner.parent)
    inner.parent.suites = [inner, ...inner.parent.suites.filter((other) => other !== inner)];
}

/** All mutants of a process meet in the same modules: what one of them wrote into their shared masks is undone for the next. */
exports.mochaHooks = {
  beforeAll() {
    const { __stryker__: stryker } = globalThis;
    // Stryker's own limit is a hundred times as many, for which a loop takes longer than the time that a mutant is given.
    if (stryker?.hitLimit !== undefined) stryker.hitLimit /= 10;
    if (process.env.MUTATION_PASS === 'statics') return;
    const {
      EMPTY_CHUNK,
      EVERY_POSITION,
      NO_POSITION,
    } = require('../../libs/regions/src/domain/atlas/bits/chunk');
    NO_POSITION.fill(0);
    EVERY_POSITION.fill(-1);
    Object.assign(EMPTY_CHUNK, { counted: -1, sums: null });
  },
  afterEach() {
    const { currentTest } = this;
    if (currentTest.state === 'failed' && currentTest.parent.bail() && currentTest.duration <= QUICK)
      toTheFront(currentTest);
  },
};
