import { CHUNK_POSITIONS, EVERY_POSITION, NO_POSITION } from '../bits/chunk';
import { hasBit } from '../bits/words';
import type { ChunkDenials } from '../denials/chunk-denials';
import { Kinds } from '../denials/kinds';
import type { KindParts } from '../denials/other-kinds';
import { chunksFrom, grownKinds, writeDenials } from '../denials/write-denials';
import { cellsOf, type Given, kindParts, manyKinds, wrongIn } from './kind-parts';

const denialsOf = (parts: KindParts, before: readonly ChunkDenials[] = []) =>
  writeDenials(parts, before, chunksFrom(0, parts.table.size));

/** Positions of `count` kinds, one after the other and again, some of them inside the position two before. */
function mixed(count: number, size: number): { kinds: Kinds; given: Given; parts: KindParts } {
  const kinds = new Kinds(2);
  const classKinds = manyKinds(kinds, count);
  const klass = Array.from({ length: size }, (_, position) => position % count);
  const parents = count > 200 ? [] : [[7, 5] as const, [40, 38] as const, [size - 1, size - 3] as const];
  const given = { klass, classKinds, parents };
  return { kinds, given, parts: kindParts(kinds, given) };
}

describe.each([
  ['two kinds', 2, 77],
  ['33 kinds', 33, 320],
  ['256 kinds', 256, 600],
  ['257 kinds', 257, 600],
  ['300 kinds', 300, 640],
])('the denied positions of a chunk with %s', (_, count, size) => {
  it('are those whose kind, or that of what they are inside of, lacks the market', () => {
    const { parts } = mixed(count, size);
    expect(wrongIn(parts, denialsOf(parts))).toEqual([]);
  });

  it('are none behind the last position, unless all are denied', () => {
    const { parts } = mixed(count, size);
    const [denials] = denialsOf(parts);
    for (const [action, slot] of cellsOf(parts.kinds)) {
      const mask = denials?.[action][slot] ?? EVERY_POSITION;
      const behind = Array.from({ length: 100 }, (__, offset) => hasBit(mask, size + offset));
      expect(behind).toEqual(behind.map(() => mask === EVERY_POSITION));
    }
  });

  it('are one mask for both actions where they are the same', () => {
    const kinds = new Kinds(1);
    const classKinds = Array.from({ length: count }, (__, number) =>
      kinds.numberOf({
        list: Uint32Array.of(0xff00 + number * 65_536),
        acquire: Uint32Array.of(0xf000 + number * 65_536),
      }),
    );
    const klass = Array.from({ length: size }, (__, position) => position % count);
    const [denials] = denialsOf(kindParts(kinds, { klass, classKinds }));
    for (let slot = 16; slot < 32; slot++) expect(denials?.acquire[slot]).toBe(denials?.list[slot]);
    for (const slot of [0, 7, 8, 11]) expect(denials?.acquire[slot]).toBe(EVERY_POSITION);
    for (const slot of [12, 15]) expect(denials?.acquire[slot]).toBe(NO_POSITION);
    for (const slot of [8, 11, 15]) expect(denials?.list[slot]).toBe(NO_POSITION);
    expect(denials?.list[7]).toBe(EVERY_POSITION);
    expect(denials?.list).toHaveLength(32);
    expect(denials?.acquire).toHaveLength(32);
  });

  it('are the masks that were there, where nothing is different', () => {
    const { kinds, given, parts } = mixed(count, size);
    const before = denialsOf(parts);
    expect(denialsOf(parts, before)[0]).toBe(before[0]);
    const [old, other = 0] = given.classKinds;
    const changed = kindParts(kinds, { ...given, classKinds: [other, ...given.classKinds.slice(1)] });
    const after = denialsOf(changed, before);
    expect(wrongIn(changed, after)).toEqual([]);
    expect(wrongIn(parts, before)).toEqual([]);
    const kept = cellsOf(kinds).filter(([action, slot]) => {
      return (
        [old, other].map((kind) => hasBit(kinds.table.read(kind ?? 0, action), slot)).join() === 'true,true'
      );
    });
    expect(kept.length).toBeGreaterThan(5);
    for (const [action, slot] of kept) expect(after[0]?.[action][slot]).toBe(before[0]?.[action][slot]);
  });
});

describe('what is denied to as many as 256 kinds', () => {
  it('is one mask for all markets that have it in common', () => {
    const kinds = new Kinds(2);
    // Slots 0 and 32, and 1 and 33 are alike.
    const classKinds = Array.from({ length: 256 }, (_, number) => {
      const own = Uint32Array.of(number & 3, number & 3);
      return kinds.numberOf({ list: own, acquire: Uint32Array.of(number << 2, number) });
    });
    const klass = Array.from({ length: 256 }, (_, position) => position);
    const [denials] = denialsOf(kindParts(kinds, { klass, classKinds }));
    expect(denials?.list[32]).toBe(denials?.list[0]);
    expect(denials?.list[33]).toBe(denials?.list[1]);
    expect(denials?.list[1]).not.toBe(denials?.list[0]);
    expect(denials?.acquire[2]).toBe(denials?.list[0]);
  });

  it('hangs on no kind that is not there', () => {
    const kinds = new Kinds(1);
    // Markets 0 and 1, which the first two kinds tell apart; 2, which all others have; 3, which none of them has.
    const classKinds = [0b1001, 0b1010, 0b0100, 0b0111].map((bits) => {
      return kinds.numberOf({ list: Uint32Array.of(bits), acquire: Uint32Array.of(bits) });
    });
    const klass = Array.from({ length: 50 }, (_, position) => 2 + (position % 2));
    const [denials] = denialsOf(kindParts(kinds, { klass, classKinds }));
    expect(denials?.list[0] === denials?.list[1]).toBe(true);
    expect(denials?.list[2] === NO_POSITION).toBe(true);
    expect(denials?.list[3] === EVERY_POSITION).toBe(true);
  });

  it('is told apart by all of the kinds', () => {
    const kinds = new Kinds(1);
    const deniedTo = [
      [0, 32, 33, 35],
      [0, 1, 3, 32],
      [32, 33, 35],
      [0, 1, 3],
    ];
    const classKinds = Array.from({ length: 36 }, (_, number) => {
      const allowed = deniedTo.reduce(
        (bits, list, slot) => bits | (Number(!list.includes(number)) << slot),
        0,
      );
      // A market of its own for each but the last few, which are alike and one kind.
      return kinds.numberOf({ list: Uint32Array.of(allowed), acquire: Uint32Array.of(number) });
    });
    const klass = Array.from({ length: 72 }, (_, position) => position % 36);
    const parts = kindParts(kinds, { klass, classKinds });
    expect(kinds.size).toBe(36);
    expect(wrongIn(parts, denialsOf(parts))).toEqual([]);
  });
});

describe('what is denied in several chunks', () => {
  const size = CHUNK_POSITIONS + 1_300;
  /** The first two classes have most positions of both chunks. */
  const given = () => {
    const kinds = new Kinds(1);
    const klass = Int32Array.from({ length: size }, (_, position) =>
      position % 29 === 3 ? position % 40 : position & 1,
    );
    return { kinds, klass, classKinds: manyKinds(kinds, 40) };
  };

  it('is written for each of them', () => {
    const { kinds, ...rest } = given();
    const inside = [[size - 2, 3] as const, [5, size - 4] as const];
    const parts = kindParts(kinds, { ...rest, parents: inside });
    const denials = denialsOf(parts);
    expect(denials).toHaveLength(2);
    expect(wrongIn(parts, denials, 0, 300)).toEqual([]);
    expect(wrongIn(parts, denials, CHUNK_POSITIONS - 300)).toEqual([]);
    for (const mask of denials[1]?.list ?? [])
      if (mask !== EVERY_POSITION) expect(hasBit(mask, 1_300)).toBe(false);
  });

  it('is written for the named ones only', () => {
    const { kinds, klass, classKinds } = given();
    const before = denialsOf(kindParts(kinds, { klass, classKinds }));
    const other = kindParts(kinds, { klass, classKinds: classKinds.slice().reverse() });
    const after = writeDenials(other, before, [1]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(wrongIn(other, after, CHUNK_POSITIONS)).toEqual([]);
  });

  it.each([
    [0, 0, []],
    [0, 1, [0]],
    [5, CHUNK_POSITIONS, [0]],
    [5, CHUNK_POSITIONS + 1, [0, 1]],
    [CHUNK_POSITIONS - 1, 3 * CHUNK_POSITIONS, [0, 1, 2]],
    [CHUNK_POSITIONS, 2 * CHUNK_POSITIONS, [1]],
  ])('lies, from %i until %i, in %j', (from, until, chunks) => {
    expect(chunksFrom(from, until)).toEqual(chunks);
  });
});

describe('the kinds of classes', () => {
  it('stay when there is room for more, and never become fewer', () => {
    const kinds = Int32Array.of(3, 1, 4);
    expect([...grownKinds(kinds, 5)]).toEqual([3, 1, 4, 0, 0]);
    expect([...grownKinds(kinds, 1)]).toEqual([3, 1, 4]);
    grownKinds(kinds, 3)[0] = 9;
    expect(kinds[0]).toBe(3);
  });

  it('are read by number, whatever came after them', () => {
    const kinds = new Kinds(1);
    const numbers = manyKinds(kinds, 200);
    const again = new Kinds(1);
    for (const number of numbers) {
      const sets = { list: kinds.table.read(number, 'list'), acquire: kinds.table.read(number, 'acquire') };
      expect(again.numberOf(sets)).toBe(number);
      for (const action of ['list', 'acquire'] as const)
        expect(again.table.read(number, action)[0]).toBe(
          Math.imul(number + 1, action === 'list' ? 0x9e3779b1 : 0x85ebca6b) >>> 0,
        );
    }
  });

  it('have in common what is a kind already, and are alike when both actions are', () => {
    const kinds = new Kinds(1);
    const of = (list: number, acquire: number) =>
      kinds.numberOf({ list: Uint32Array.of(list), acquire: Uint32Array.of(acquire) });
    const [a, b, common] = [of(7, 3), of(14, 10), of(6, 2)];
    expect(kinds.both(a, b)).toBe(common);
    expect(kinds.both(common, a)).toBe(common);
    expect(kinds.size).toBe(3);
    expect(of(1, 23)).not.toBe(of(12, 3));
    const wide = new Kinds(2);
    const acquire = Uint32Array.of(0, 0);
    expect(wide.numberOf({ list: Uint32Array.of(1, 23), acquire })).not.toBe(
      wide.numberOf({ list: Uint32Array.of(12, 3), acquire }),
    );
  });

  it('have in common with each other kind something else', () => {
    const kinds = new Kinds(1);
    const of = (list: number) => kinds.numberOf({ list: Uint32Array.of(list), acquire: Uint32Array.of(1) });
    const numbers = [0b0111, 0b1011, 0b1101, 0b1110].map(of);
    const list = (number: number) => kinds.table.read(number, 'list')[0];
    const found = numbers.flatMap((a) => numbers.map((b) => list(kinds.both(a, b))));
    expect(found).toEqual(numbers.flatMap((a) => numbers.map((b) => (list(a) ?? 0) & (list(b) ?? 0))));
  });
});
