/**
 * Slow files first, so that no worker is left with one of them when the others are done. Jest knows how long files took by
 * the run before; on a fresh clone, as in CI, it has only this list, the slowest first.
 */
const { existsSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const ROOT = join(__dirname, '../..');
/** Those that take 10 s or more of an idle processor. */
const SLOW = [
  'test/integration/regions/change-set-laws/laws.spec.ts',
  'libs/catalog/src/apk/tampering.spec.ts',
  'libs/catalog/src/apk/corpus/mutations.spec.ts',
  'libs/regions/src/domain/atlas/spec/differential.spec.ts',
  'test/integration/regions/race/two-processes.spec.ts',
  'test/e2e/access-matrix.spec.ts',
  'test/e2e/fuzz.spec.ts',
  'test/e2e/start.spec.ts',
  'libs/catalog/src/apk/corpus/corpus.spec.ts',
  'test/e2e/leaks/leaks.spec.ts',
  'test/e2e/bola.spec.ts',
  'test/integration/payments/races.spec.ts',
  'libs/regions/src/domain/atlas/spec/changes.spec.ts',
  'test/e2e/play/command-line.spec.ts',
  'libs/regions/src/domain/decision/spec/laws.spec.ts',
];

class SlowFirst extends Sequencer {
  constructor(...options) {
    super(...options);
    const gone = SLOW.filter((file) => !existsSync(join(ROOT, file)));
    if (gone.length > 0) throw new Error(`test/support/slow-first.js names files that are gone: ${gone}`);
  }

  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => this.time(test) !== undefined)) return sorted;
    const place = ({ path }) => SLOW.indexOf(relative(ROOT, path).replaceAll(sep, '/')) + 1 || Infinity;
    return sorted
      .map((test) => [place(test), test])
      .sort(([a], [b]) => (a === b ? 0 : a - b))
      .map(([, test]) => test);
  }
}

module.exports = SlowFirst;
