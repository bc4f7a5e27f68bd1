import { item as anItem } from '../../decision/spec/factories';
import { addRecord, GatheredItems } from '../items/build/gathered-items';
import { sortColumns } from '../items/build/sorted-columns';
import { ItemColumns, NO_PARENT } from '../items/item-columns';
import { ITEMS_MAX, type ItemRecord, RANK_MAX } from '../items/item-record';
import { ItemTable } from '../items/item-table';
import { Profiles } from '../items/profiles';
import { readUuid } from '../items/uuid-words';

const SETTLING = { at: 0, marketAdditions: [] };
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;

function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  return { ...item, id: uuid(number), parentId: null, rank: 1, selections: [], ...part };
}

const product = (number: number, app: number) =>
  record(number, { kind: 'in-app-product', category: 'app/extra', parentId: uuid(app) });
const numbersOf = (columns: ItemColumns, length = columns.length) =>
  Array.from({ length }, (_, position) => parseInt(readUuid(columns.ids, position).slice(0, 8), 16));

describe('a list of items that is put in order', () => {
  const records = [
    record(0, { rank: 3, category: 'device' }),
    record(1, { rank: RANK_MAX, category: 'app/game' }),
    product(2, 6),
    record(3, { rank: 0, category: 'app/game' }),
    record(4, { rank: 2048, category: 'app' }),
    product(5, 1),
    record(6, { rank: 2047, category: 'app' }),
    record(7, { rank: 2048, category: 'app' }),
  ];
  const { columns: gathered, profiles } = new GatheredItems(SETTLING).add(records).linked();
  const sort = (...positions: number[]) => sortColumns(gathered, Int32Array.from(positions), profiles, 5);

  it('stands by category, rank and id, in whatever order it was given', () => {
    for (const given of [
      [0, 1, 2, 3, 4, 5, 6, 7],
      [7, 6, 5, 4, 3, 2, 1, 0],
      [4, 0, 7, 1, 6, 2, 5, 3],
    ]) {
      const { columns, categories } = sort(...given);
      expect(numbersOf(columns)).toEqual([4, 7, 6, 2, 5, 1, 3, 0]);
      expect(categories.own).toEqual([
        { path: 'app', start: 0, end: 3 },
        { path: 'app/extra', start: 3, end: 5 },
        { path: 'app/game', start: 5, end: 7 },
        { path: 'device', start: 7, end: 8 },
      ]);
      expect([...columns.parent.subarray(0, 8)]).toEqual([-1, -1, -1, 2, 5, -1, -1, -1]);
    }
  });

  it('has no category and no app of what was left out', () => {
    const { columns, categories } = sort(2, 5, 6, 0);
    expect(numbersOf(columns)).toEqual([6, 2, 5, 0]);
    expect([...columns.parent.subarray(0, 4)]).toEqual([NO_PARENT, 0, NO_PARENT, NO_PARENT]);
    expect(categories.own.map(({ path }) => path)).toEqual(['app', 'app/extra', 'device']);
    expect(sort().categories.own).toEqual([]);
  });

  it('is written anew, with room for more, and left as it was', () => {
    const given = Int32Array.of(7, 0, 6, 4);
    const before = numbersOf(gathered);
    const { columns } = sortColumns(gathered, given, profiles, 5);
    expect([...given]).toEqual([7, 0, 6, 4]);
    expect(numbersOf(gathered)).toEqual(before);
    expect([columns.length, columns.capacity]).toEqual([4, 32]);
    expect(sortColumns(gathered, given, profiles, 28).columns.capacity).toBe(32);
    expect(sortColumns(gathered, given, profiles, 29).columns.capacity).toBe(64);
  });
});

describe('items on their way into a table', () => {
  it('may come in pieces, a product before its app', () => {
    const gathered = new GatheredItems(SETTLING).add([product(2, 1), record(3)]).add([]);
    const { columns, profiles } = gathered.add([record(1), product(4, 9)]).linked();
    expect(numbersOf(columns)).toEqual([2, 3, 1, 4]);
    expect([...columns.parent.subarray(0, 4)]).toEqual([2, NO_PARENT, NO_PARENT, NO_PARENT]);
    const orphans = [0, 1, 2, 3].map(
      (position) => profiles.standings.at(columns.numbersAt(position).standing).isOrphan,
    );
    expect(orphans).toEqual([false, false, false, true]);
  });

  it('take the highest rank, and the last place that there is', () => {
    const add = (columns: ItemColumns, rank: number) =>
      addRecord(columns, new Profiles(), record(1, { rank }), false, SETTLING);
    const columns = new ItemColumns(32);
    expect([add(columns, 0), add(columns, RANK_MAX)]).toEqual([0, 1]);
    expect(columns.rank[1]).toBe(RANK_MAX);
    columns.length = ITEMS_MAX - 1;
    expect(add(columns, 1)).toBe(ITEMS_MAX - 1);
    expect(() => add(columns, 1)).toThrow(
      expect.objectContaining({
        code: 'too-many-items',
        message: 'too-many-items: At most 4194304 items fit.',
      }),
    );
  });

  it('are refused when one comes twice, in whatever pieces', () => {
    const gathered = new GatheredItems(SETTLING).add([record(1), record(2)]).add([record(1)]);
    expect(() => ItemTable.of(gathered)).toThrow(expect.objectContaining({ code: 'duplicate-item' }));
    const inside = new GatheredItems(SETTLING).add([record(1), product(2, 1), record(1)]);
    expect(() => inside.linked()).toThrow(expect.objectContaining({ code: 'duplicate-item' }));
  });
});

describe('a table that is compacted', () => {
  it('has no category whose items have all moved on', () => {
    const table = ItemTable.build([record(1, { category: 'app/game' }), record(2)], SETTLING);
    const moved = table.with([record(1)], SETTLING);
    expect([...moved.categories.paths]).toEqual(['app/game', 'app', 'app/tools']);
    expect(new Set(moved.compacted().categories.paths)).toEqual(new Set(['app/tools', 'app']));
    expect(moved.compacted().categories.own).toEqual([{ path: 'app/tools', start: 0, end: 2 }]);
  });

  it('finds everyone where it stands now', () => {
    const records = Array.from({ length: 70 }, (_, number) => record(number, { rank: number % 3 }));
    const table = ItemTable.build(records, SETTLING);
    const again = table.with([record(5, { rank: 9 }), record(69, { rank: 8 }), record(90)], SETTLING);
    for (const one of [table, again, again.compacted()]) {
      for (const { id } of records) expect(one.idOf(one.positionOf(id))).toBe(id);
    }
    expect([again.positionOf(uuid(5)), again.positionOf(uuid(69)), again.positionOf(uuid(90))]).toEqual([
      70, 71, 72,
    ]);
    expect(again.compacted().positionOf(uuid(5))).toBe(0);
    expect([table.positionOf(uuid(90)), again.positionOf(uuid(91))]).toEqual([-1, -1]);
  });
});
