import fc from 'fast-check';
import { cases } from '../../decision/spec/cases';
import {
  bitsBelow,
  bitsFrom,
  countBoth,
  forEachBit,
  hasBit,
  lowestBit,
  popcount,
  setBit,
  transpose32,
} from './words';

const words = (length: number) =>
  fc.uint32Array({ minLength: length, maxLength: length }).map((list) => list.map((word) => word));
const bitsOf = (list: Uint32Array) => {
  const found: number[] = [];
  forEachBit(list, (bit) => found.push(bit));
  return found;
};

describe('popcount', () => {
  it.each([
    [0, 0],
    [1, 1],
    [0x8000_0000, 1],
    [0xff, 8],
    [0x0f0f_0f0f, 16],
    [0x5555_5555, 16],
    [0x7fff_ffff, 31],
    [-1, 32],
  ])('counts the bits of %i: %i', (word, count) => {
    expect(popcount(word)).toBe(count);
  });
});

describe('single bits and stretches of a word', () => {
  it('finds the lowest one', () => {
    expect([1, 2, 12, 0x8000_0000, -1, 0x00f0_0000].map(lowestBit)).toEqual([0, 1, 2, 31, 0, 20]);
  });

  it('makes stretches up to the end, and from the beginning', () => {
    expect([0, 1, 31].map((bit) => bitsFrom(bit) >>> 0)).toEqual([0xffff_ffff, 0xffff_fffe, 0x8000_0000]);
    expect([1, 2, 31, 32].map((bit) => bitsBelow(bit))).toEqual([1, 3, 0x7fff_ffff, 0xffff_ffff]);
  });

  it('sets bits in the word that they belong to and finds them again, ascending', () => {
    const list = new Uint32Array(3);
    for (const bit of [95, 0, 33, 31, 64, 33]) setBit(list, bit);
    expect([...list]).toEqual([0x8000_0001, 2, 0x8000_0001]);
    expect(bitsOf(list)).toEqual([0, 31, 33, 64, 95]);
    expect([0, 1, 31, 32, 33, 95, 96].map((bit) => hasBit(list, bit))).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('transpose32', () => {
  it('turns rows into columns', () => {
    fc.assert(
      fc.property(words(32), (list) => {
        const turned = list.slice();
        transpose32(turned);
        const expected = new Uint32Array(32);
        for (const bit of bitsOf(list)) setBit(expected, (bit % 32) * 32 + (bit >>> 5));
        expect([...turned]).toEqual([...expected]);
      }),
      { numRuns: 3 },
    );
  });
});

describe('countBoth', () => {
  it('counts the bits that both have, in any stretch', () => {
    fc.assert(
      fc.property(words(40), words(40), fc.nat(1279), fc.nat(1279), (a, b, one, other) => {
        const [from, until] = [Math.min(one, other), Math.max(one, other) + 1];
        let expected = 0;
        for (let bit = from; bit < until; bit++) if (hasBit(a, bit) && hasBit(b, bit)) expected++;
        expect(countBoth(a, b, from, until)).toBe(expected);
      }),
      { numRuns: cases(1_000) },
    );
  });

  it('counts full words, which carry through every place', () => {
    const full = new Uint32Array(1024).fill(-1);
    expect(countBoth(full, full, 0, 32_768)).toBe(32_768);
    expect(countBoth(full, full, 5, 32_760)).toBe(32_755);
    expect(countBoth(full, new Uint32Array(1024), 0, 32_768)).toBe(0);
  });

  it.each([
    [0, 1],
    [5, 6],
    [3, 32],
    [0, 32],
    [31, 33],
    [32, 64],
    [40, 100],
    [0, 320],
    [32, 288 + 32],
    [64, 352],
  ])('counts each bit of a stretch from %i until %i once', (from, until) => {
    const full = new Uint32Array(12).fill(-1);
    const counted: number[] = [];
    for (let bit = 0; bit < 384; bit++) {
      const single = new Uint32Array(12);
      setBit(single, bit);
      const [count, other] = [countBoth(single, full, from, until), countBoth(full, single, from, until)];
      if (count === 1 && other === 1) counted.push(bit);
      else if (count !== 0 || other !== 0)
        throw new Error(`Bit ${bit} is counted ${count} or ${other} times.`);
    }
    expect(counted).toEqual(Array.from({ length: until - from }, (_, index) => from + index));
    expect(countBoth(full, full, from, until)).toBe(until - from);
  });
});
