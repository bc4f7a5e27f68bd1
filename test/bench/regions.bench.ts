import { Atlas, type Decision, EVERY_ITEM, type RuleRows } from '../../libs/regions/src/domain';
import {
  AT,
  at,
  DENSE,
  items,
  planRule,
  random,
  rules,
  scope,
  snapshotOf,
  SPARSE,
  uuid,
} from './regions-world';
import { each, Report, type Round, rounds } from './report';

/**
 * What questions and changes cost in process, at growing numbers of items in all markets. Prints a table and, as its last line,
 * `RESULT` with every figure, its target and the machine. A figure is the median and the worst of several rounds.
 */
const TARGET_ITEMS = 1_000_000;
const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const report = new Report('regions');
let count = 0;

function add(
  name: string,
  unit: string,
  values: readonly (Round | number)[],
  target: number | null,
  more = false,
): void {
  report.add(name, unit, values, { items: count, target, more, isAsked: count === TARGET_ITEMS });
}

function withMore(rows: RuleRows, part: Partial<RuleRows>): RuleRows {
  return { ...rows, ...part, epoch: rows.epoch + 1 };
}

const memory = () => {
  // What the first collection lets go of, the second one gives back.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

function questions(atlas: Atlas, rows: RuleRows): void {
  // What the compiles before have left behind is no part of a decision.
  globalThis.gc?.();
  const next = random(1);
  const slot = (code: string) => rows.markets.find((market) => market.code === code)?.slot ?? 0;
  const [dense, sparse] = [slot(DENSE), slot(SPARSE)];
  const positions = Int32Array.from({ length: 1 << 18 }, () => Math.floor(next() * count));
  const slots = Int32Array.from({ length: 1 << 16 }, () => at(rows.markets, Math.floor(next() * 250)).slot);

  const decisions = new Set<Decision['state']>();
  const codes = rows.markets.map(({ code }) => code);
  let question = 0;
  // No question is asked twice, so that no answer can be one that was kept; two rounds before those that count let the compiler settle.
  const explained = each(5, 36_000, () => {
    question++;
    decisions.add(atlas.decide(positions[question] ?? 0, at(codes, question * 7), 'acquire').state);
  });
  add('decision with every reason', 'us', explained, 5);

  let yes = 0;
  const asked = 1 << 24;
  const bits = (markets: Int32Array) =>
    rounds(7, () => {
      for (let call = 0; call < asked; call++) {
        if (atlas.may('acquire', markets[call & 0xffff] ?? 0, positions[call & 0xffff] ?? 0)) yes++;
      }
    }).map(({ wall }) => asked / wall / 1000);
  add(
    'decisions by bit, any item in one market',
    'M/s',
    bits(new Int32Array(slots.length).fill(dense)),
    50,
    true,
  );
  // Every other answer of a million items in all markets comes from main memory: this measures the machine.
  add('decisions by bit, any item in any market', 'M/s', bits(slots), null, true);

  const share = atlas.count({ slot: sparse, action: 'list', category: null }) / count;
  const ask = (name: string, market: number, category: string | null, target: number | null) => {
    // Cursors from everywhere in the category, as readers that turn pages have them.
    const cursors = Array.from({ length: 64 }, () => {
      const rank = Math.floor(next() * 2 ** 31);
      return { rank, itemId: uuid(0) };
    });
    const page = (after: (typeof cursors)[number] | null) =>
      atlas.page({ slot: market, action: 'list', category, after, limit: 20 }).length;
    add(
      `${name}, first page of 20`,
      'us',
      each(9, 20_000, () => page(null)),
      target,
    );
    add(
      `${name}, page after a cursor`,
      'us',
      each(9, 5_000, (call) => page(at(cursors, call))),
      target,
    );
  };
  ask('dense market, one category', dense, 'app/maps', 1);
  ask('dense market, 8 categories merged', dense, 'app/game', null);
  ask(`sparse market (${(share * 100).toFixed(3)} %), one category`, sparse, 'app/maps', 300);
  ask('sparse market, all categories merged', sparse, null, 300);
  add(
    'count in a tree of categories',
    'us',
    each(5, 2_000, () => atlas.count({ slot: dense, action: 'list', category: 'app' })),
    null,
  );
  add(
    'counts of all categories',
    'us',
    each(5, 2_000, () => atlas.countsByCategory('list', dense)),
    null,
  );
  if (decisions.size + yes < 2) throw new Error('The questions had no answers.');
}

function changes(atlas: Atlas, rows: RuleRows): void {
  const base = snapshotOf(rows);
  const fresh = Array.from({ length: 5 }, () => atlas.compacted());
  const small = planRule('toggle', 'app/maps', DENSE, false);
  const closing = snapshotOf(withMore(rows, { offers: [...rows.offers, small] }));
  const close = () => atlas.withRules(closing, AT);
  const first = Array.from({ length: 5 }, () => {
    const start = performance.now();
    close();
    return performance.now() - start;
  });
  add('close one category in one market, the first five times', 'ms', first, null);
  const closed = close();
  add('close one category in one market', 'ms', rounds(25, close), 5);
  add(
    'open it again',
    'ms',
    rounds(25, () => closed.withRules(base, AT)),
    5,
  );

  const prohibition = at(rows.prohibitions, 0);
  const prohibited = (id: string, where: typeof EVERY_ITEM.where) => {
    const everywhere = {
      ...prohibition,
      id,
      items: { ...EVERY_ITEM, where },
      markets: scope('WORLD'),
      valid: { from: null, until: null },
    };
    return snapshotOf(withMore(rows, { prohibitions: [...rows.prohibitions, everywhere] }));
  };
  const preview = (name: string, from: Atlas, to: typeof base, target: number | null) => {
    let cells = 0;
    const times = rounds(7, () => (cells = from.diffTo(from.withRules(to, AT)).cells.length));
    add(`${name} (${cells} cells)`, 'ms', times, target);
  };
  const all = prohibited('all', null);
  const tenth = prohibited('tenth', { op: 'eq', attribute: 'gambling', value: true });
  const half = prohibited('half', { op: 'eq', attribute: 'encryption', value: true });
  preview('preview: everything closes everywhere', atlas, all, 100);
  preview('preview: half of everything closes everywhere', atlas, half, 100);
  preview('preview: a tenth closes everywhere', atlas, tenth, 100);
  preview('preview: everything opens everywhere', atlas.withRules(all, AT), base, 100);
  preview('preview: half of everything opens everywhere', atlas.withRules(half, AT), base, 100);

  add(
    'some items are launched',
    'ms',
    rounds(5, () => atlas.withRules(base, AT + 1)),
    null,
  );
  add(
    'hash after a full compile',
    'ms',
    rounds(3, (round) => at(fresh, round + 1).hash),
    null,
  );
  add(
    'hash after one category closed in one market',
    'ms',
    rounds(3, () => atlas.withRules(closing, AT).hash),
    null,
  );
}

function measure(size: number): void {
  count = size;
  const rows = rules();
  const base = snapshotOf(rows);
  const before = memory();
  const start = performance.now();
  let atlas = Atlas.compile(items(size), base, AT, 1);
  add('generate, intern, sort and compile', 'ms', [performance.now() - start], null);
  add('memory, columns and bits', 'MB', [atlas.byteLength / 1e6], 150);
  add('memory, whatever the process grew by', 'MB', [memory() - before], 150);
  add(
    'full compile, sort included',
    'ms',
    rounds(5, () => atlas.compacted()),
    1000,
  );
  questions(atlas, rows);
  changes(atlas, rows);
  const [changed] = items(1);
  if (changed === undefined) throw new Error('There is no item.');
  let revision = 1;
  add(
    'one item changes',
    'ms',
    rounds(20, () => (atlas = atlas.withItems([changed], ++revision))),
    null,
  );
}

for (const size of SIZES.length > 0 ? SIZES : [10_000, 100_000, TARGET_ITEMS]) measure(size);
report.finish({ markets: rules().markets.length, growth: report.growth() });
