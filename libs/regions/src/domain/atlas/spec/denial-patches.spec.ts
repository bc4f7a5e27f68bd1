import { CHUNK_POSITIONS, EVERY_POSITION, NO_POSITION } from '../bits/chunk';
import { forEachBit, hasBit } from '../bits/words';
import { Kinds } from '../denials/kinds';
import { movedPositions, type Moves } from '../denials/moved-positions';
import { NotedPositions } from '../denials/noted-positions';
import { type KindParts, OtherKinds } from '../denials/other-kinds';
import { patchDenials } from '../denials/patch-denials';
import { chunksFrom, writeDenials } from '../denials/write-denials';
import { cellsOf, type Given, kindParts, manyKinds, wrongIn } from './kind-parts';

const denialsOf = (parts: KindParts) => writeDenials(parts, [], chunksFrom(0, parts.table.size));
const range = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => from + index);
const kind = (kinds: Kinds, list: number, acquire = list) =>
  kinds.numberOf({ list: Uint32Array.of(list), acquire: Uint32Array.of(acquire) });
const slotsOf = ({ slots }: Moves, action: 'list' | 'acquire' = 'list') => {
  const found: number[] = [];
  forEachBit(slots[action], (slot) => found.push(slot));
  return found;
};
/** `null` for a whole chunk. */
const notedIn = (chunks: ReadonlyMap<number, Int32Array | null>) =>
  [...chunks]
    .sort(([a], [b]) => a - b)
    .map(([index, list]) => [index, list === null ? null : [...list].sort((a, b) => a - b)]);

/** Classes of the numbers in `from` are of the kinds in `to` now. */
const moved = (given: Given, kinds: Kinds, to: readonly number[], moving: readonly number[] = []) => {
  const before = kindParts(kinds, given);
  const after = kindParts(kinds, { ...given, classKinds: to });
  const changed = to.flatMap((one, number) => (one === given.classKinds[number] ? [] : [number]));
  return { before, after, moves: movedPositions(before, after, changed, moving) };
};

describe('positions that are noted', () => {
  const CHUNK = CHUNK_POSITIONS;
  /** Positions in the second half of each hundred are of another kind now. */
  const noted = (most: number) => {
    const kinds = new Kinds(1);
    const classKinds = [kind(kinds, 1), kind(kinds, 2)];
    const size = 2 * CHUNK + 200;
    const before = kindParts(kinds, { klass: new Int32Array(size), classKinds });
    const after = kindParts(kinds, {
      klass: Int32Array.from({ length: size }, (_, position) => Number(position % 100 >= 50)),
      classKinds,
    });
    return new NotedPositions(new OtherKinds(before, after), most);
  };

  it('are those of another kind in a span, and single ones of any kind', () => {
    const list = noted(1_000);
    list.span(40, 52);
    list.span(120, 150);
    list.one(7);
    list.span(160, 161);
    expect(notedIn(list.chunks())).toEqual([[0, [7, 50, 51, 160]]]);
  });

  it('are kept in order, however many they are', () => {
    const list = noted(1_000);
    list.span(0, 400);
    const [first] = list.chunks().values();
    expect([...(first ?? [])]).toEqual([0, 100, 200, 300].flatMap((start) => range(start + 50, start + 100)));
  });

  it('are parted by chunk', () => {
    const list = noted(1_000);
    // The second chunk begins at 68 of a hundred, the third at 36.
    list.span(CHUNK - 3, CHUNK + 2);
    list.span(2 * CHUNK - 2, 2 * CHUNK + 15);
    list.one(2 * CHUNK);
    expect(notedIn(list.chunks())).toEqual([
      [0, range(CHUNK - 3, CHUNK)],
      [1, range(CHUNK, CHUNK + 2)],
      [2, [2 * CHUNK, 2 * CHUNK + 14]],
    ]);
    const across = noted(100_000);
    across.span(0, 2 * CHUNK + 200);
    expect([...across.chunks().values()].map((found) => found?.length)).toEqual([16_368, 16_382, 100]);
  });

  it('are the whole chunk where they are more than so many', () => {
    const list = noted(3);
    list.span(50, 53);
    list.one(CHUNK + 1);
    expect(notedIn(list.chunks())).toEqual([
      [0, [50, 51, 52]],
      [1, [CHUNK + 1]],
    ]);
    list.one(0);
    list.one(1);
    list.span(0, 100);
    list.span(CHUNK, CHUNK + 3);
    expect(notedIn(list.chunks())).toEqual([
      [0, null],
      [1, null],
    ]);
  });

  it('are all there is when each of so many chunks is a whole one', () => {
    const list = noted(1);
    expect(list.isWhole(0)).toBe(true);
    list.span(50, 60);
    expect([0, 1, 2].map((count) => list.isWhole(count))).toEqual([false, true, false]);
    list.one(CHUNK);
    expect([1, 2].map((count) => list.isWhole(count))).toEqual([false, false]);
    list.one(CHUNK + 1);
    expect([1, 2].map((count) => list.isWhole(count))).toEqual([false, true]);
  });

  it('are none where nothing is of another kind', () => {
    const list = noted(0);
    list.span(0, 50);
    list.span(0, 40);
    list.span(CHUNK, CHUNK);
    expect(list.chunks().size).toBe(0);
  });
});

describe('the positions that move with their classes', () => {
  /** Classes 0 and 1 share a category, and 2 and 3; the last two positions are newcomers. */
  const KLASS = [0, 1, 0, 1, 2, 3, 2, 3, 4, 4, 1, 2];
  const given = (part: Partial<Given> = {}): Given & { kinds: Kinds } => {
    const kinds = new Kinds(1);
    const classKinds = [1, 2, 4, 8, 16].map((bits) => kind(kinds, bits));
    return { kinds, klass: KLASS, classKinds, sorted: 10, ...part };
  };

  it('are those of the classes that are of other kinds, wherever they are, in the markets that differ', () => {
    const { kinds, ...rest } = given();
    const other = kind(kinds, 2, 32 + 2);
    const { moves } = moved(rest, kinds, rest.classKinds.with(1, other));
    expect(notedIn(moves.chunks)).toEqual([[0, [1, 3, 10]]]);
    expect([slotsOf(moves), slotsOf(moves, 'acquire')]).toEqual([[], [5]]);
  });

  it('are those inside of them, too, old or new', () => {
    const { kinds, ...rest } = given({
      parents: [
        [8, 1],
        [9, 2],
        [10, 4],
        [11, 3],
      ],
    });
    const { moves } = moved(rest, kinds, rest.classKinds.with(1, kind(kinds, 64)));
    expect(notedIn(moves.chunks)).toEqual([[0, [1, 3, 8, 10, 11]]]);
    expect(slotsOf(moves)).toEqual([1, 6]);
  });

  it('are those that are in other classes now, and what is inside of these', () => {
    const { kinds, ...rest } = given({
      parents: [
        [3, 5],
        [7, 6],
      ],
    });
    const before = kindParts(kinds, rest);
    const after = kindParts(kinds, { ...rest, klass: [0, 1, 0, 1, 2, 0, 2, 3, 4, 4, 1, 2] });
    const moves = movedPositions(before, after, [], [5, 6, 9]);
    expect(notedIn(moves.chunks)).toEqual([[0, [3, 5]]]);
    expect(slotsOf(moves)).toEqual([0, 3]);
  });

  it('are in classes that were not there before', () => {
    const { kinds, ...rest } = given();
    const before = kindParts(kinds, rest);
    const classKinds = [...rest.classKinds, kind(kinds, 8 + 128), kind(kinds, 256)];
    const after = kindParts(kinds, {
      ...rest,
      classKinds,
      klass: [...KLASS.slice(0, 7), 5, ...KLASS.slice(8)],
    });
    const moves = movedPositions(before, after, [5, 6], [7]);
    expect(new Set(moves.chunks.get(0))).toEqual(new Set([7]));
    expect(slotsOf(moves)).toEqual([7]);
  });

  it('are none where the kinds say the same', () => {
    const { kinds, ...rest } = given();
    const { before, after } = moved(rest, kinds, rest.classKinds);
    const moves = movedPositions(before, after, [0, 1, 2], [3, 4]);
    expect([moves.chunks.size, slotsOf(moves), slotsOf(moves, 'acquire')]).toEqual([0, [], []]);
  });

  /** Work is counted in positions times markets: 64 markets for both actions are 128 of them. */
  it.each([
    [1_024, false],
    [1_025, true],
  ])('are a whole chunk from so many on: %i in each market', (count, isWhole) => {
    const kinds = new Kinds(2);
    const [none, all] = [0, -1].map((word) => {
      const set = Uint32Array.of(word, word);
      return kinds.numberOf({ list: set, acquire: set });
    }) as [number, number];
    const klass = Int32Array.from({ length: 3_000 }, (_, position) => 2 * Number(position < count));
    const sorted = klass.slice().sort();
    const { moves } = moved({ klass: sorted, classKinds: [none, none, none] }, kinds, [none, none, all]);
    expect(moves.chunks.get(0)?.length ?? null).toBe(isWhole ? null : count);
  });

  it('may be few of one chunk where they are all of another', () => {
    const kinds = new Kinds(2);
    const [none, all] = [0, -1].map((word) => {
      const set = Uint32Array.of(word, word);
      return kinds.numberOf({ list: set, acquire: set });
    }) as [number, number];
    const size = CHUNK_POSITIONS + 40;
    const klass = Int32Array.from({ length: size }, (_, position) => (position < CHUNK_POSITIONS ? 0 : 2));
    const given = { klass, classKinds: [none, none, none], parents: [[size - 5, 9] as const] };
    const { moves } = moved(given, kinds, [all, none, none]);
    expect(notedIn(moves.chunks)).toEqual([
      [0, null],
      [1, [size - 5]],
    ]);
  });
});

describe('denials that are patched', () => {
  const patch = ({ before, after, moves }: ReturnType<typeof moved>) => {
    const old = denialsOf(before);
    return { old, now: patchDenials(after, old, moves) };
  };

  it.each([
    ['two kinds', 2],
    ['forty kinds', 40],
    ['three hundred kinds', 300],
  ])('are those that would be written anew: %s', (_, count) => {
    const kinds = new Kinds(2);
    const numbers = manyKinds(kinds, 2 * count);
    const klass = [...range(0, 600).map((position) => Math.floor((position * count) / 600)), 0, 1, 1];
    const parents = [
      [1, 599],
      [300, 2],
      [601, 3],
    ] as const;
    const given = { klass, classKinds: numbers.slice(0, count), parents, sorted: 600 };
    const to = numbers
      .slice(0, count)
      .map((one, number) => (number % 3 === 1 ? (numbers[count + number] ?? 0) : one));
    const world = moved(given, kinds, to);
    expect(world.moves.chunks.get(0)?.length ?? 0).toBeGreaterThan(100);
    const { old, now } = patch(world);
    expect(wrongIn(world.after, now)).toEqual([]);
    expect(wrongIn(world.before, old)).toEqual([]);
    for (const [action, slot] of cellsOf(kinds)) {
      if (!hasBit(world.moves.slots[action], slot))
        expect(now[0]?.[action][slot]).toBe(old[0]?.[action][slot]);
    }
  });

  it('are the old ones where nothing moves, or what moves stays denied', () => {
    const kinds = new Kinds(1);
    const [a, b, c] = [kind(kinds, 1), kind(kinds, 2), kind(kinds, 4)];
    const given = {
      klass: [0, 0, 2, 3],
      classKinds: [a, b, c, b],
      parents: [
        [0, 2],
        [1, 2],
      ] as const,
    };
    const still = moved(given, kinds, given.classKinds);
    const old = denialsOf(still.before);
    expect(patchDenials(still.after, old, still.moves)).toBe(old);
    const hidden = moved(given, kinds, [b, b, c, b]);
    expect(hidden.moves.chunks.size).toBe(1);
    const before = denialsOf(hidden.before);
    expect(patchDenials(hidden.after, before, hidden.moves)[0]).toBe(before[0]);
    const apart = before.map(({ list, acquire }) => {
      const copies = (masks: readonly Uint32Array[]) => masks.map((mask) => mask.slice());
      return { list: copies(list), acquire: copies(acquire) };
    });
    expect(patchDenials(hidden.after, apart, hidden.moves)[0] === apart[0]).toBe(true);
    const whole = { ...hidden.moves, chunks: new Map([[0, null]]) };
    expect(patchDenials(hidden.after, before, whole)[0]).toBe(before[0]);
  });

  it('share one mask with the markets that they are like now', () => {
    const kinds = new Kinds(1);
    // Market 0 is denied to the first class, market 1 to the second, and market 2 to nobody.
    const [a, b] = [kind(kinds, 0b110), kind(kinds, 0b101)];
    const given = { klass: [0, 0, 2, 2, 2], classKinds: [a, a, b] };
    const world = moved(given, kinds, [kind(kinds, 0b100), a, kind(kinds, 0b011)]);
    const { old, now } = patch(world);
    expect(wrongIn(world.after, now)).toEqual([]);
    for (const action of ['list', 'acquire'] as const) {
      const masks = now[0]?.[action] ?? [];
      expect(masks.slice(0, 2).map((mask) => mask === old[0]?.list[0])).toEqual([true, true]);
      expect(masks[2]).toBe(old[0]?.list[1]);
    }
  });

  it('share one mask that there was not before, and are the same for both actions', () => {
    const kinds = new Kinds(1);
    const [a, b, c] = [kind(kinds, 1), kind(kinds, 2), kind(kinds, 4)];
    const world = moved({ klass: [0, 2, 4], classKinds: [a, a, b, b, c] }, kinds, [
      a,
      a,
      b,
      b,
      kind(kinds, 13),
    ]);
    const [now] = patch(world).now;
    expect(now?.list[0]).toBe(now?.acquire[0]);
    expect(now?.list[0]).not.toBe(now?.list[1]);
  });

  it.each([32, 40, 64, 95, 31])(
    'are no mask of their own where all of %i positions are denied, or none',
    (size) => {
      const kinds = new Kinds(1);
      const [none, one, all] = [kind(kinds, 0), kind(kinds, 1), kind(kinds, 3)];
      const klass = range(0, size).map((position) => (position === size - 1 ? 4 : position === 0 ? 0 : 2));
      const given = { klass, classKinds: [one, one, none, none, all] };
      const listOf = (...to: [number, number, number]) => {
        const [a, b, c] = to;
        return patch(moved(given, kinds, [a, a, b, b, c])).now[0]?.list ?? [];
      };
      expect(listOf(one, none, one)[1]).toBe(EVERY_POSITION);
      expect(listOf(one, none, one)[0]).not.toBe(EVERY_POSITION);
      expect(listOf(none, none, all)[0]).not.toBe(EVERY_POSITION);
      expect(listOf(one, none, none)[0]).not.toBe(EVERY_POSITION);
      expect(listOf(one, all, one)[0]).toBe(NO_POSITION);
      expect(listOf(none, none, none).slice(0, 2)).toEqual([EVERY_POSITION, EVERY_POSITION]);
    },
  );

  it('are those of the chunk that the positions are in', () => {
    const kinds = new Kinds(1);
    // All have every market but the first.
    const [none, one] = [kind(kinds, -2), kind(kinds, -1)];
    const size = CHUNK_POSITIONS + 40;
    const klass = Int32Array.from({ length: size }, (_, position) =>
      position < 3 ? 0 : position < CHUNK_POSITIONS ? 2 : position < size - 3 ? 4 : 6,
    );
    const given = { klass, classKinds: [one, one, none, none, none, none, one] };
    const world = moved(given, kinds, [none, none, none, none, none, none, none]);
    const { old, now } = patch(world);
    expect(old.map(({ list }) => list[0] === EVERY_POSITION)).toEqual([false, false]);
    expect(now.map(({ list }) => list[0] === EVERY_POSITION)).toEqual([true, true]);
    const part = patch(moved(given, kinds, given.classKinds.with(6, none)));
    expect(part.now).toHaveLength(2);
    expect(part.now.map((chunk, index) => chunk === part.old[index])).toEqual([true, false]);
    const back = moved({ ...given, classKinds: [...world.after.classKinds] }, kinds, [...given.classKinds]);
    const again = patchDenials(back.after, now, back.moves);
    expect(wrongIn(back.after, again, 0, 100)).toEqual([]);
    expect(wrongIn(back.after, again, CHUNK_POSITIONS - 100)).toEqual([]);
  });

  it('are written where a whole chunk moves, or one that was not there', () => {
    const kinds = new Kinds(1);
    const numbers = manyKinds(kinds, 4);
    const given = { klass: range(0, 50).map((position) => position >> 4), classKinds: numbers };
    const parts = kindParts(kinds, given);
    const slots = { list: Uint32Array.of(0), acquire: Uint32Array.of(0) };
    const whole = patchDenials(parts, denialsOf(parts), { slots, chunks: new Map([[0, null]]) });
    expect(wrongIn(parts, whole)).toEqual([]);
    const first = patchDenials(parts, [], { slots, chunks: new Map([[0, Int32Array.of(1)]]) });
    expect(wrongIn(parts, first)).toEqual([]);
  });
});
