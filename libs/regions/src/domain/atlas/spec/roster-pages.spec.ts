import { item as anItem } from '../../decision/spec/factories';
import { Chunk, CHUNK_WORDS } from '../bits/chunk';
import { setBit } from '../bits/words';
import type { ItemRecord } from '../items/item-record';
import { ItemTable } from '../items/item-table';
import { type PageCursor, pageOf } from '../read/page';
import { Roster } from '../read/roster';

const SETTLING = { at: 0, marketAdditions: [] };
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;

function record(number: number, category: string, rank = 5): ItemRecord {
  const { parent: _, ...item } = anItem();
  return { ...item, id: uuid(number), category, parentId: null, rank, selections: [] };
}

/** Ranks run against ids; 9 has moved to another category, which is nobody's any more, and 30 to 32 are new. */
const table = ItemTable.build(
  [
    ...[1, 2, 3, 4].map((number) => record(number, 'app/game', 20 - number)),
    ...[5, 6].map((number) => record(number, 'app-kit', 20 - number)),
    ...[7, 8].map((number) => record(number, 'app')),
    record(9, 'device'),
  ],
  SETTLING,
).with(
  [
    record(9, 'app-kit', 16),
    record(30, 'app/game', 17),
    record(31, 'book'),
    record(32, 'app/game/casino', 17),
  ],
  SETTLING,
);
const roster = new Roster(table);
const numberOf = (position: number) => parseInt(table.idOf(position).slice(0, 8), 16);
const positionsOf = (...numbers: number[]) => numbers.map((number) => table.positionOf(uuid(number)));
const bitsIn = (mask: Uint32Array) =>
  Array.from({ length: table.size }, (_, position) => position).filter(
    (position) => (((mask[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 1,
  );
/** By category as a text, and id. */
const ORDER = [7, 8, 5, 6, 9, 1, 2, 3, 4, 30, 32, 31];

describe('the roster', () => {
  it('has the categories that have items, and those above them, as texts', () => {
    expect(roster.categories()).toEqual(['app', 'app-kit', 'app/game', 'app/game/casino', 'book']);
    expect(roster.paths('app')).toEqual(['app', 'app/game', 'app/game/casino']);
    expect(roster.paths('nowhere')).toEqual([]);
  });

  it('goes on behind any item, for as many as are asked for', () => {
    const all = positionsOf(...ORDER);
    for (let from = 0; from <= all.length; from++) {
      const last = all[from - 1];
      const after =
        last === undefined ? null : { category: table.categoryOf(last), itemId: table.idOf(last) };
      for (const limit of [1, 2, 3, 5, 12, 40])
        expect(roster.page({ category: null, after, limit })).toEqual(all.slice(from, from + limit));
    }
    const behind = { category: 'app/game', itemId: uuid(2) };
    expect(roster.page({ category: 'app', after: behind, limit: 9 }).map(numberOf)).toEqual([3, 4, 30, 32]);
    expect(
      roster.page({ category: null, after: { category: 'b', itemId: uuid(99) }, limit: 9 }).map(numberOf),
    ).toEqual([31]);
    expect(() => roster.page({ category: null, after: { category: 'b', itemId: 'x' }, limit: 9 })).toThrow(
      expect.objectContaining({ code: 'invalid-item-id' }),
    );
  });

  it('has those of a stretch of positions that are still there', () => {
    const there = (from: number, until: number) =>
      [...roster.items(from, until)].map(({ id }) => parseInt(id.slice(0, 8), 16));
    const numbers = Array.from({ length: table.size }, (_, position) => position)
      .filter((position) => !(numberOf(position) === 9 && position < table.sorted))
      .map(numberOf);
    expect(there(0, 100)).toEqual(numbers);
    expect(there(2, 4)).toEqual(numbers.slice(2, 4));
    expect(there(3, 3)).toEqual([]);
    expect(there(table.size - 1, table.size)).toEqual(numbers.slice(-1));
  });

  it('marks what is in a category, or named', () => {
    expect(bitsIn(roster.mask('app/game'))).toEqual(positionsOf(1, 2, 3, 4, 30, 32).sort((a, b) => a - b));
    expect(bitsIn(roster.mask('device'))).toEqual([]);
    expect(bitsIn(roster.maskOf(positionsOf(31, 7)))).toEqual(positionsOf(7, 31));
  });

  it('finds the first of any positions', () => {
    const given = positionsOf(...[...ORDER].reverse());
    for (const most of [1, 2, 3, 6, 12, 20])
      expect(roster.first(given, most).map(numberOf)).toEqual(ORDER.slice(0, most));
    expect(roster.first(positionsOf(31, 3, 9, 1, 30), 3).map(numberOf)).toEqual([9, 1, 3]);
    expect(roster.first([], 3)).toEqual([]);
  });

  it('sorts a large category in pieces, and makes one of them', () => {
    const count = 16_384 + 3;
    const one = record(0, 'app');
    const many = ItemTable.build(
      Array.from({ length: count }, (_, number) => ({ ...one, id: uuid(number), rank: number })),
      SETTLING,
    );
    const large = new Roster(many);
    const runs = [...large.sortedRuns('app')];
    expect(runs.map(({ length }) => length)).toEqual([16_384, 3]);
    // Ranks run against ids: the last piece holds the first ids.
    expect(Array.from(runs[1] ?? [], (position) => many.idOf(position))).toEqual([0, 1, 2].map(uuid));
    expect(many.idOf(runs[0]?.[0] ?? -1)).toBe(uuid(3));
    const merged = [...large.merged(runs)];
    expect(merged).toHaveLength(count);
    expect(merged.every((position, place) => position === count - 1 - place)).toBe(true);
    expect([...large.merged([])]).toEqual([]);
  });
});

describe('a page', () => {
  const words = new Uint32Array(CHUNK_WORDS);
  /** All but 3 and 8. */
  for (const position of positionsOf(...ORDER.filter((number) => number !== 3 && number !== 8)))
    setBit(words, position);
  const row = [new Chunk(words)];
  const page = (category: string | null, after: PageCursor | null, limit: number) =>
    pageOf(table, row, { slot: 0, action: 'list', category, after, limit }).map(numberOf);
  /** By rank, equal ones by id. */
  const ranked: readonly (readonly [number, number])[] = [
    [1, 19],
    [2, 18],
    [30, 17],
    [32, 17],
    [4, 16],
    [9, 16],
    [5, 15],
    [6, 14],
    [7, 5],
    [31, 5],
  ];

  it.each([
    [null, (number: number) => number > 0],
    ['app', (number: number) => ![5, 6, 9, 31].includes(number)],
    ['app/game', (number: number) => [1, 2, 4, 30, 32].includes(number)],
    ['app-kit', (number: number) => [5, 6, 9].includes(number)],
    ['book', (number: number) => number === 31],
    ['device', () => false],
  ])('of %s begins behind any cursor, and ends when it is full', (category, isIn) => {
    const all = ranked.filter(([number]) => isIn(number));
    const numbers = all.map(([number]) => number);
    for (const limit of [1, 2, 3, 9, 20]) {
      expect(page(category, null, limit)).toEqual(numbers.slice(0, limit));
      for (const [number, rank] of ranked) {
        const rest = all.filter(([one, other]) => other < rank || (other === rank && one > number));
        const expected = rest.map(([one]) => one).slice(0, limit);
        expect(page(category, { rank, itemId: uuid(number) }, limit)).toEqual(expected);
      }
    }
    expect(page(category, { rank: 17, itemId: uuid(31) }, 1)).toEqual(
      numbers
        .filter((number) => number === 32 || ranked.some(([one, rank]) => one === number && rank < 17))
        .slice(0, 1),
    );
  });
});
