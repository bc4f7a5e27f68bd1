import { item as anItem } from '../../decision/spec/factories';
import { ChildIndex } from '../items/child-index';
import { ItemColumns, NO_PARENT } from '../items/item-columns';
import type { ItemRecord } from '../items/item-record';
import { ItemTable } from '../items/item-table';

const SETTLING = { at: 0, marketAdditions: [] };
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;

function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  return { ...item, id: uuid(number), parentId: null, rank: number % 7, selections: [], ...part };
}

const product = (number: number, app: number, part: Partial<ItemRecord> = {}) =>
  record(number, { kind: 'in-app-product', category: 'app/extra', parentId: uuid(app), ...part });
const build = (records: readonly ItemRecord[]) => ItemTable.build(records, SETTLING);
const idsOf = (table: ItemTable) => Array.from({ length: table.size }, (_, position) => table.idOf(position));
const itemOf = (table: ItemTable, number: number) => table.item(table.positionOf(uuid(number)));

describe('a table of items', () => {
  it('stands in the order of category, rank and id', () => {
    const ranks = [0, 1, 2047, 2048, 2049, 0x3fffff, 0x400000, 0x7ffffffe, 0x7fffffff];
    const records = ranks.flatMap((rank, index) => [
      record(index * 4 + 3, { rank, category: 'device' }),
      record(index * 4 + 2, { rank }),
      record(index * 4 + 1, { rank }),
      record(index * 4, { rank, category: 'app' }),
    ]);
    const expected = [...records].sort(
      (a, b) =>
        (a.category < b.category ? -1 : a.category > b.category ? 1 : 0) ||
        b.rank - a.rank ||
        (a.id < b.id ? -1 : 1),
    );
    const table = build(records);
    expect(idsOf(table)).toEqual(expected.map(({ id }) => id));
    expect(expected.map((_, position) => table.columns.rank[position])).toEqual(
      expected.map(({ rank }) => rank),
    );
    expect([table.size, table.sorted]).toEqual([36, 36]);
    expect(expected.map((_, position) => table.categoryOf(position))).toEqual(
      expected.map(({ category }) => category),
    );
  });

  it('refuses ranks that are out of bounds', () => {
    for (const rank of [-1, 0.5, 0x8000_0000, Number.NaN])
      expect(() => build([record(1, { rank })])).toThrow(
        expect.objectContaining({
          message: `invalid-rank: Item ${uuid(1)} needs a whole rank from 0 to 2147483647.`,
        }),
      );
  });

  it('takes more items than it has room for at first', () => {
    const records = Array.from({ length: 3_000 }, (_, number) =>
      number % 3 === 2 ? product(number, number - 1, { publisherId: `p${number % 5}` }) : record(number),
    );
    const table = build(records);
    for (const one of [0, 1, 2, 1023, 1024, 1025, 2047, 2048, 2999]) {
      const given = records[one];
      const found = itemOf(table, one);
      expect([found.id, found.category, found.publisherId]).toEqual([
        given?.id,
        given?.category,
        given?.publisherId,
      ]);
      expect(found.parent?.id ?? null).toBe(given?.parentId ?? null);
    }
    expect(table.size).toBe(3_000);
    // Room for 1,024 more, 40 bytes each and a bit for whether it has moved on; places of ids, half of them free; and products.
    expect(table.byteLength).toBe(4_032 * 40 + 4_032 / 8 + 8_192 * 4 + 1_000 * 4);
  });

  it('knows the app of a product, and that one is missing', () => {
    const table = build([product(2, 1), record(1), product(4, 3)]);
    expect(itemOf(table, 2).parent?.id).toBe(uuid(1));
    expect(itemOf(table, 4).parent).toBeNull();
    expect([...table.children].map((child) => table.idOf(child))).toEqual([uuid(2)]);
    const orphans = [2, 4].map((number) => {
      const { standing } = table.columns.numbersAt(table.positionOf(uuid(number)));
      return table.profiles.standings.at(standing).isOrphan;
    });
    expect(orphans).toEqual([false, true]);
  });
});

describe('a table that grows', () => {
  it('has what came behind what was sorted, and leaves the one before alone', () => {
    const old = build([record(1), record(2)]);
    const table = old.with([record(3), record(2, { category: 'device', rank: 9 })], SETTLING);
    expect([table.size, table.sorted]).toEqual([4, 2]);
    expect(table.columns).toBe(old.columns);
    expect([old.size, old.positionOf(uuid(3)), itemOf(old, 2).category]).toEqual([2, -1, 'app/tools']);
    expect(itemOf(table, 2).category).toBe('device');
    expect(itemOf(table, 3).id).toBe(uuid(3));
    expect(table.newcomers.within('device')).toHaveLength(1);
    expect(table.newcomers.within('app')).toHaveLength(1);
    expect(table.newcomers.within(null)).toHaveLength(2);
    expect(table.newcomers.within('nowhere')).toEqual([]);
    expect(idsOf(table.compacted())).toEqual([uuid(3), uuid(1), uuid(2)]);
    expect([...table.dead].some((word) => word !== 0)).toBe(true);
    expect([...table.compacted().dead].some((word) => word !== 0)).toBe(false);
  });

  it('takes the last of two records of one item', () => {
    const table = build([]).with([record(1, { rank: 3 }), record(1, { rank: 4 })], SETTLING);
    expect(table.size).toBe(1);
    expect(table.columns.rank[table.positionOf(uuid(1))]).toBe(4);
  });

  it('moves what is inside an app with it, and no other', () => {
    const old = build([record(1), record(5), product(2, 1), product(3, 1), product(6, 5)]);
    const table = old.with(
      [record(1, { category: 'app/chat' }), product(3, 1, { publisherId: 'other' })],
      SETTLING,
    );
    expect(table.size).toBe(8);
    for (const number of [2, 3]) {
      expect(itemOf(table, number).parent?.category).toBe('app/chat');
      expect(table.positionOf(uuid(number))).toBeGreaterThanOrEqual(5);
    }
    expect(itemOf(table, 3).publisherId).toBe('other');
    expect(table.positionOf(uuid(6))).toBe(old.positionOf(uuid(6)));
    const again = table.with([record(1, { category: 'app/news' })], SETTLING);
    expect([2, 3].map((number) => itemOf(again, number).parent?.category)).toEqual(['app/news', 'app/news']);
    expect(itemOf(old, 2).parent?.category).toBe('app/tools');
    const sorted = again.compacted();
    expect(sorted.size).toBe(5);
    expect([2, 3, 6].map((number) => itemOf(sorted, number).parent?.id)).toEqual([1, 1, 5].map(uuid));
  });

  it('finds the app of a newcomer among those before it, beside it and behind it', () => {
    const table = build([record(1)]).with([product(2, 1), product(4, 3), record(3), product(6, 5)], SETTLING);
    expect([2, 4, 6].map((number) => itemOf(table, number).parent?.id ?? null)).toEqual([
      uuid(1),
      uuid(3),
      null,
    ]);
    const isOrphan = (number: number) => {
      const { standing } = table.columns.numbersAt(table.positionOf(uuid(number)));
      return table.profiles.standings.at(standing).isOrphan;
    };
    expect([2, 4, 6].map(isOrphan)).toEqual([false, false, true]);
    expect(table.children.length).toBe(2);
    expect(table.childIndex.size).toBe(0);
  });

  it('gets a new layout when there is no room left', () => {
    const old = build([record(1), product(2, 1)]);
    const many = Array.from({ length: old.columns.capacity - 1 }, (_, number) => record(number + 10));
    const full = old.with(many.slice(1), SETTLING);
    expect(full.columns).toBe(old.columns);
    expect(full.size).toBe(old.columns.capacity);
    expect([...full.children]).toEqual([old.positionOf(uuid(2))]);
    const other = build([record(1), product(2, 1)]).with(
      [record(1, { rank: 99 }), ...many.slice(2)],
      SETTLING,
    );
    expect(other.columns).not.toBe(old.columns);
    expect([other.size, other.sorted]).toEqual([many.length, many.length]);
    expect(itemOf(other, 2).parent?.id).toBe(uuid(1));
    expect(other.columns.rank[other.positionOf(uuid(1))]).toBe(99);
    expect(other.columns.capacity % 32).toBe(0);
  });

  it('is refused to a table that is not the latest of its layout', () => {
    const old = build([record(1)]);
    old.with([record(2)], SETTLING);
    expect(() => old.with([record(3)], SETTLING)).toThrow('Only the latest table of a layout may grow.');
  });
});

describe('ChildIndex', () => {
  it('finds the children of a stretch of positions, by their parents', () => {
    const columns = new ItemColumns(20);
    const children = [
      [10, 7],
      [11, 2],
      [12, 7],
      [13, 5],
      [14, 9],
    ] as const;
    for (const [child, parent] of children) columns.parent[child] = parent;
    const index = new ChildIndex(
      columns,
      Int32Array.from(children, ([child]) => child),
    );
    const inside = (from: number, until: number) => {
      const found: number[][] = [];
      index.forEachInside(from, until, (child, parent) => found.push([child, parent]));
      return found;
    };
    expect(inside(0, 20)).toEqual([
      [11, 2],
      [13, 5],
      [10, 7],
      [12, 7],
      [14, 9],
    ]);
    expect(inside(5, 7)).toEqual([[13, 5]]);
    expect(inside(7, 8)).toEqual([
      [10, 7],
      [12, 7],
    ]);
    expect(inside(3, 5)).toEqual([]);
    expect(inside(9, 10)).toEqual([[14, 9]]);
    expect(inside(10, 20)).toEqual([]);
    expect(index.size).toBe(5);
    expect(new ChildIndex(columns, Int32Array.of()).size).toBe(0);
  });
});

describe('ItemColumns', () => {
  it('keep what they hold when they get more room', () => {
    const columns = new ItemColumns(32);
    const numbers = { shape: 1, publisher: 2, standing: 3, selection: 4 };
    expect(columns.add({ id: uuid(9), rank: 5 }, numbers)).toBe(0);
    expect(columns.numbersAt(0)).toEqual(numbers);
    columns.parent[0] = 7;
    const grown = columns.grown(33);
    expect([grown.capacity, grown.length, grown.parent[0], grown.rank[0]]).toEqual([64, 1, 7, 5]);
    expect(grown.numbersAt(0)).toEqual(numbers);
    expect([...grown.ids.subarray(0, 4)]).toEqual([...columns.ids.subarray(0, 4)]);
    expect(grown.parent[1]).toBe(NO_PARENT);
    expect(columns.grown(64).capacity).toBe(64);
    expect(grown.byteLength).toBe(64 * 40);
    const other = new ItemColumns(32);
    other.take(grown, 0, 3);
    expect([other.length, other.parent[0], other.rank[0], other.numbersAt(0)]).toEqual([1, 3, 5, numbers]);
    expect([...other.ids.subarray(0, 4)]).toEqual([...columns.ids.subarray(0, 4)]);
    expect(other.add({ id: uuid(9), rank: 6 }, numbers)).toBe(1);
    expect(other.parent[1]).toBe(NO_PARENT);
  });
});
