import { MARKET_SLOTS } from '../../market/market';
import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import { Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
import { EMPTY_ROW, type Row, rowHas } from '../bits/row';
import { hasBit, setBit } from '../bits/words';
import { BlockWriter, type Ingredients } from '../compile/block-writer';
import { clear, evaluate } from '../compile/evaluate';
import { aliveMask, maskWhere, without } from '../compile/position-masks';
import { RowDraft, type Rows } from '../compile/row-draft';
import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { SetTable } from '../sets/set-table';

const words = (...bits: number[]) => {
  const made = new Uint32Array(CHUNK_WORDS);
  for (const bit of bits) setBit(made, bit);
  return made;
};
const chunk = (...bits: number[]) => new Chunk(words(...bits));
const positionsOf = (row: Row | undefined, until: number) =>
  Array.from({ length: until }, (_, position) => position).filter((position) => rowHas(row ?? [], position));
const bitsIn = (mask: Uint32Array) =>
  Array.from({ length: 32 * mask.length }, (_, bit) => bit).filter((bit) => hasBit(mask, bit));
const LAST = CHUNK_POSITIONS - 1;

describe('rows in the making', () => {
  const [first, second] = [chunk(0, 5, 64, LAST), chunk(7)];
  const from = (): Rows => ({ list: [[first, second], []], acquire: [[first], []] });

  it('are the old ones for every market, until something is written', () => {
    const rows = from();
    const made = new RowDraft(rows).done();
    for (const action of FRESH_ACTIONS) {
      expect(made[action]).toHaveLength(MARKET_SLOTS);
      expect(made[action][0]).toBe(rows[action][0]);
      expect(made[action][9]).toBe(EMPTY_ROW);
    }
    const draft = new RowDraft(rows);
    expect(draft.chunk('list', 0, 1)).toBe(second);
    expect(draft.chunk('acquire', 0, 1)).toBe(EMPTY_CHUNK);
    expect(draft.chunk('list', 9, 0)).toBe(EMPTY_CHUNK);
  });

  it('take over the bits of the positions of a mask and no others', () => {
    const rows = from();
    const draft = new RowDraft(rows);
    draft.merge('list', 0, 0, words(5, 6, 9, LAST), words(6, 64, 100, LAST));
    expect(bitsIn(draft.chunk('list', 0, 0).words)).toEqual([0, 6, 64, LAST]);
    expect(draft.chunk('list', 0, 1)).toBe(second);
    expect(draft.chunk('acquire', 0, 0)).toBe(first);
    draft.merge('list', 0, 1, words(8), words(8));
    expect(bitsIn(draft.chunk('list', 0, 1).words)).toEqual([7, 8]);
    expect(bitsIn(draft.chunk('list', 0, 0).words)).toEqual([0, 6, 64, LAST]);
    expect(rows.list[0]).toEqual([first, second]);
    expect(bitsIn(first.words)).toEqual([0, 5, 64, LAST]);
  });

  it('are the old ones where what is written was there', () => {
    const rows = from();
    const draft = new RowDraft(rows);
    draft.merge('list', 0, 0, words(5, 6, LAST), words(5, 64, LAST));
    draft.merge('acquire', 1, 0, words(5), words(6));
    draft.clear(0, 0, words(1, 2), { list: true, acquire: true });
    draft.share(0, 0);
    const made = draft.done();
    expect(made.list[0]).toBe(rows.list[0]);
    expect(made.acquire[0]).toBe(rows.acquire[0]);
    expect(made.acquire[1]).toBe(rows.acquire[1]);
  });

  it('hold the empty piece where nothing is left, and before what is written behind their end', () => {
    const draft = new RowDraft(from());
    draft.merge('list', 0, 1, words(7, 8), words());
    expect(draft.chunk('list', 0, 1)).toBe(EMPTY_CHUNK);
    draft.merge('acquire', 3, 2, words(1), words(1));
    expect(draft.done().acquire[3]?.map((one) => one === EMPTY_CHUNK)).toEqual([true, true, false]);
    draft.clear(0, 0, words(0, 5, 64, LAST), { list: true, acquire: true });
    for (const action of FRESH_ACTIONS) expect(draft.chunk(action, 0, 0)).toBe(EMPTY_CHUNK);
    draft.empty('acquire', 3);
    expect(draft.done().acquire[3]).toBe(EMPTY_ROW);
  });

  it('lose the positions of a mask for the actions that are asked for', () => {
    const lost = (asked: { list: boolean; acquire: boolean }) => {
      const draft = new RowDraft(from());
      draft.clear(0, 0, words(5, 6, LAST), asked);
      return FRESH_ACTIONS.map((action) => bitsIn(draft.chunk(action, 0, 0).words));
    };
    const [all, left] = [
      [0, 5, 64, LAST],
      [0, 64],
    ];
    expect(lost({ list: true, acquire: true })).toEqual([left, left]);
    expect(lost({ list: true, acquire: false })).toEqual([left, all]);
    expect(lost({ list: false, acquire: true })).toEqual([all, left]);
    expect(bitsIn(first.words)).toEqual(all);
  });

  it('hold one piece for both actions where they held one, and where they have come to be alike', () => {
    const draft = new RowDraft(from());
    draft.clear(0, 0, words(5), { list: true, acquire: true });
    expect(draft.chunk('acquire', 0, 0)).toBe(draft.chunk('list', 0, 0));
    const apart = new RowDraft({ list: [[chunk(1, 2)]], acquire: [[chunk(1, 3)]] });
    apart.clear(0, 0, words(1), { list: true, acquire: true });
    apart.share(0, 0);
    expect(FRESH_ACTIONS.map((action) => bitsIn(apart.chunk(action, 0, 0).words))).toEqual([[2], [3]]);
    apart.merge('acquire', 0, 0, words(2, 3), words(2));
    const list = apart.chunk('list', 0, 0);
    apart.share(0, 0);
    expect(apart.chunk('acquire', 0, 0)).toBe(list);
    expect(apart.chunk('list', 0, 0)).toBe(list);
  });
});

/** Selections and standings in two blocks of markets; every third position is inside the one before. */
function ingredients(count: number): Ingredients {
  // In the first block both actions are alike.
  const table = (salt: number) => {
    const made = SetTable.of(2, 5);
    for (const action of FRESH_ACTIONS) {
      for (let index = 0; index < 10; index++)
        made[action][index] = ~Math.imul(
          index + salt,
          index % 2 === 0 || action === 'list' ? 0x1e3779b1 : 0x25ebca6b,
        );
    }
    return made;
  };
  const column = (of: (position: number) => number) =>
    Int32Array.from({ length: count }, (_, one) => of(one));
  return {
    selection: column((position) => position % 5),
    standing: column((position) => (position >>> 2) % 5),
    parent: column((position) => (position % 3 === 2 ? position - 1 : NO_PARENT)),
    selections: table(1),
    standings: table(11),
    parentStandings: table(21),
  };
}

function isLeft(of: Ingredients, action: FreshAction, slot: number, position: number): boolean {
  const own = (sets: SetTable, column: Int32Array, at: number) =>
    hasBit(sets.read(column[at] ?? 0, action), slot);
  const above = of.parent[position] ?? NO_PARENT;
  return (
    own(of.selections, of.selection, position) &&
    own(of.standings, of.standing, position) &&
    (above === NO_PARENT ||
      (own(of.selections, of.selection, above) && own(of.parentStandings, of.standing, above)))
  );
}

const NEAR = [0, 1, 2, 5, 31, 32, 33, ...Array.from({ length: 32 }, (_, lane) => 64 + lane)];
const FAR = [1_008, 1_010, 1_023].flatMap((word) => [0, 8, 9, 31].map((bit) => word * 32 + bit));

describe.each([
  ['few markets', [0, 3, 31, 40, 63]],
  ['many markets', [0, 1, 2, 3, 10, 30, 31, 32, 40, 41, 42, 43, 44, 63]],
  ['one block of markets', [33, 34, 35, 36, 37, 38, 39, 62]],
])('the bits of items in %s', (_, slots) => {
  const asked = Uint32Array.of(0, 0);
  for (const slot of slots) setBit(asked, slot);

  it.each([0, 1])('are what is left of all sets, in chunk %i', (index) => {
    const of = ingredients(2 * CHUNK_POSITIONS);
    const writer = new BlockWriter(of, asked);
    const wrong: string[] = [];
    // What was asked for before is forgotten.
    for (const offsets of [[...NEAR, ...FAR], NEAR.map((offset) => offset + 3)]) {
      writer.fill(words(...offsets), index);
      for (const action of FRESH_ACTIONS) {
        for (const slot of slots) {
          const bits = writer.bitsOf(action, slot);
          for (const offset of offsets)
            if (hasBit(bits, offset) !== isLeft(of, action, slot, index * CHUNK_POSITIONS + offset))
              wrong.push(`${action} ${slot} ${offset}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are written to the rows of the markets that are asked for', () => {
    const count = CHUNK_POSITIONS + 96;
    const of = ingredients(count);
    const mask = new Uint32Array(count >>> 5);
    const asking = [1, 4, 95, LAST, LAST + 1, LAST + 40, count - 1];
    for (const position of asking) setBit(mask, position);
    const listed = asked.map((word) => word & 0x5555_5555);
    const draft = new RowDraft({ list: [], acquire: [] });
    evaluate(of, draft, mask, { list: listed, acquire: asked });
    for (let slot = 0; slot < 64; slot++) {
      const expected = (action: FreshAction) =>
        hasBit(action === 'list' ? listed : asked, slot)
          ? asking.filter((position) => isLeft(of, action, slot, position))
          : [];
      for (const action of FRESH_ACTIONS) {
        const row = draft.done()[action][slot] ?? [];
        expect(asking.filter((position) => rowHas(row, position))).toEqual(expected(action));
        expect(row.reduce((sum, piece) => sum + piece.count, 0)).toBe(expected(action).length);
      }
    }
  });
});

describe('rows that are written for items', () => {
  const all = Uint32Array.of(0b111);
  const of = (): Ingredients => {
    const sets = (list: number, acquire: number) => {
      const made = SetTable.of(1, 1);
      made.write(0, 'list', Uint32Array.of(list));
      made.write(0, 'acquire', Uint32Array.of(acquire));
      return made;
    };
    const nothing = new Int32Array(2 * CHUNK_POSITIONS);
    const open = sets(-1, -1);
    const parent = nothing.slice().fill(NO_PARENT);
    return {
      selection: nothing,
      standing: nothing,
      parent,
      selections: sets(0b011, 0b101),
      standings: open,
      parentStandings: open,
    };
  };

  it('hold one piece for both actions in the markets in which these are alike', () => {
    const draft = new RowDraft({ list: [], acquire: [] });
    evaluate(of(), draft, Uint32Array.of(0b11), { list: all, acquire: all });
    const { list, acquire } = draft.done();
    expect(acquire[0]?.[0]).toBe(list[0]?.[0]);
    expect([0, 1, 2].map((slot) => [list[slot]?.[0]?.count ?? 0, acquire[slot]?.[0]?.count ?? 0])).toEqual([
      [2, 2],
      [2, 0],
      [0, 2],
    ]);
  });

  it('lose the items that are gone, in the markets that are asked for', () => {
    const draft = new RowDraft({ list: [], acquire: [] });
    const mask = new Uint32Array(CHUNK_WORDS + 2);
    for (const position of [3, 4, LAST + 1, LAST + 2]) setBit(mask, position);
    evaluate(of(), draft, mask, { list: all, acquire: all });
    const gone = new Uint32Array(CHUNK_WORDS + 2);
    for (const position of [4, 5, LAST + 2]) setBit(gone, position);
    clear(draft, gone, { list: Uint32Array.of(0b001), acquire: Uint32Array.of(0b100) });
    const { list, acquire } = draft.done();
    const [whole, left] = [
      [3, 4, LAST + 1, LAST + 2],
      [3, LAST + 1],
    ];
    expect([list[0], list[1], acquire[0], acquire[2]].map((row) => positionsOf(row, LAST + 9))).toEqual([
      left,
      whole,
      whole,
      left,
    ]);
    clear(draft, gone, { list: all, acquire: all });
    expect(positionsOf(draft.done().list[1], LAST + 9)).toEqual(left);
  });
});

describe('masks of positions', () => {
  const tableOf = (
    size: number,
    dead: readonly number[],
    parents: readonly (readonly [number, number])[] = [],
  ) => {
    const mask = new Uint32Array(4);
    for (const position of dead) setBit(mask, position);
    const parent = new Int32Array(128).fill(NO_PARENT);
    for (const [child, above] of parents) parent[child] = above;
    const children = Int32Array.from(parents, ([child]) => child);
    return { size, dead: mask, columns: { parent }, children } as unknown as ItemTable;
  };
  const range = (until: number) => Array.from({ length: until }, (_, position) => position);

  it.each([0, 1, 31, 32, 33, 64, 70, 128])('have all of %i items that have not moved on', (size) => {
    expect(bitsIn(aliveMask(tableOf(size, [])))).toEqual(range(size));
    const gone = [0, 31, 32, 40].filter((position) => position < size);
    expect(bitsIn(aliveMask(tableOf(size, gone)))).toEqual(
      range(size).filter((position) => !gone.includes(position)),
    );
  });

  it('have the items that are picked, and what is inside of them', () => {
    const table = tableOf(
      70,
      [10, 21],
      [
        [20, 3],
        [21, 3],
        [22, 5],
        [60, 10],
      ],
    );
    const picked = maskWhere(table, (position) => [3, 10, 33, 69, 70, 90].includes(position));
    expect(bitsIn(picked)).toEqual([3, 20, 33, 60, 69]);
    expect(picked).toHaveLength(4);
    expect(bitsIn(maskWhere(table, (position) => position === 22))).toEqual([22]);
  });

  it('have what one has and another has not, however long these are', () => {
    expect([...without(Uint32Array.of(7, 7, 7), Uint32Array.of(2, 8))]).toEqual([5, 7, 7]);
    expect([...without(Uint32Array.of(6), Uint32Array.of(2, 8))]).toEqual([4]);
  });
});
