import { CategoryTree, compareCategories } from '../items/category-tree';
import { ItemColumns } from '../items/item-columns';
import { Interned, RecentObjects } from '../items/interned';
import { ItemIndex } from '../items/item-index';
import { Newcomers } from '../items/newcomers';
import { Profiles } from '../items/profiles';

describe('CategoryTree', () => {
  const tree = new CategoryTree(
    new Map([
      ['app-kit', 4],
      ['app/tools', 3],
      ['app', 1],
      ['app/game/casino', 2],
      ['device/phone', 5],
    ]),
  );

  it('lays categories side by side, each before what is below it', () => {
    expect(tree.own).toEqual([
      { path: 'app', start: 0, end: 1 },
      { path: 'app/game/casino', start: 1, end: 3 },
      { path: 'app/tools', start: 3, end: 6 },
      { path: 'app-kit', start: 6, end: 10 },
      { path: 'device/phone', start: 10, end: 15 },
    ]);
  });

  it.each([
    [null, 0, 15],
    ['app', 0, 6],
    ['app/game', 1, 3],
    ['app/game/casino', 1, 3],
    ['app-kit', 6, 10],
    ['device', 10, 15],
    ['app/gam', 0, 0],
    ['nowhere', 0, 0],
  ])('finds the items of %s', (category, start, end) => {
    expect(tree.spanOf(category)).toEqual({ start, end });
  });

  it('knows the categories above those that have items', () => {
    expect(new Set(tree.paths)).toEqual(
      new Set(['app', 'app/game', 'app/game/casino', 'app/tools', 'app-kit', 'device', 'device/phone']),
    );
    expect(tree.partsOf('app').map(({ path }) => path)).toEqual(['app', 'app/game/casino', 'app/tools']);
  });

  it('is empty without items', () => {
    expect(new CategoryTree(new Map()).spanOf(null)).toEqual({ start: 0, end: 0 });
  });

  it('compares equal categories as equal', () => {
    expect([
      compareCategories('a/b', 'a/b'),
      compareCategories('a/b', 'a-b'),
      compareCategories('b', 'a'),
    ]).toEqual([0, -1, 1]);
  });
});

describe('Interned', () => {
  it('numbers values from 0 on, equal ones alike', () => {
    const interned = new Interned<{ readonly a: number }>();
    const first = { a: 1 };
    expect([first, { a: 2 }, first, { a: 1 }, { a: 3 }].map((value) => interned.numberOf(value))).toEqual([
      0, 1, 0, 0, 2,
    ]);
    expect(interned.size).toBe(3);
    expect(interned.values).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(interned.at(1)).toEqual({ a: 2 });
    expect(() => interned.at(3)).toThrow('Nothing has the number 3.');
  });

  it('asks for the key of a value once', () => {
    let asked = 0;
    const interned = new Interned<object>(() => `${asked++}`);
    const [value, other] = [{}, {}];
    for (const one of [value, value, other, value, other]) interned.numberOf(one);
    expect(asked).toBe(2);
  });
});

describe('RecentObjects', () => {
  it('knows twenty thousand objects, and then begins anew', () => {
    const recent = new RecentObjects<number>();
    const objects = Array.from({ length: 40_001 }, (_, number) => ({ number }));
    const put = (from: number, until: number) => {
      for (const object of objects.slice(from, until)) recent.set(object, object.number);
    };
    const known = (...numbers: number[]) => numbers.map((number) => recent.get(objects[number] ?? {}));
    put(0, 20_000);
    expect(known(0, 7, 19_999, 20_000)).toEqual([0, 7, 19_999, undefined]);
    put(20_000, 40_000);
    expect(known(0, 19_999, 20_000, 39_999)).toEqual([undefined, undefined, 20_000, 39_999]);
    put(40_000, 40_001);
    expect(known(20_000, 39_999, 40_000)).toEqual([undefined, undefined, 40_000]);
  });
});

describe('ItemIndex', () => {
  const id = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
  function columnsOf(ids: readonly string[]): ItemColumns {
    const columns = new ItemColumns(ids.length);
    for (const one of ids)
      columns.add({ id: one, rank: 1 }, { shape: 0, publisher: 0, standing: 0, selection: 0 });
    return columns;
  }

  it.each([0, 1, 2, 3, 64, 500])('finds each of %i ids, and no other', (count) => {
    const ids = Array.from({ length: count }, (_, number) => id(number));
    const index = new ItemIndex(columnsOf(ids).ids, count);
    expect(ids.map((one) => index.positionOf(one))).toEqual(ids.map((_, position) => position));
    expect(index.positionOf(id(count))).toBe(-1);
    expect(() => index.positionOf('x')).toThrow(expect.objectContaining({ code: 'invalid-item-id' }));
  });

  it('takes 8 to 16 bytes an item', () => {
    for (const count of [1, 1024, 1025]) {
      const { byteLength } = new ItemIndex(
        columnsOf(Array.from({ length: count }, (_, n) => id(n))).ids,
        count,
      );
      expect(byteLength).toBeGreaterThanOrEqual(count * 8);
      expect(byteLength).toBeLessThanOrEqual(count * 16);
    }
  });

  it('refuses an id that is there twice, and names it', () => {
    expect(() => new ItemIndex(columnsOf([id(1), id(2), id(1)]).ids, 3)).toThrow(
      expect.objectContaining({
        code: 'duplicate-item',
        message: `duplicate-item: Item ${id(1)} is given twice.`,
      }),
    );
  });
});

describe('Newcomers', () => {
  it('are none to begin with', () => {
    expect(Newcomers.NONE.within(null)).toEqual([]);
    expect(Newcomers.NONE.with(new Map(), new ItemColumns(0), new Profiles()).within(null)).toEqual([]);
    expect(Newcomers.NONE.positionOf('x')).toBeUndefined();
  });
});
