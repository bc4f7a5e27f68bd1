import fc from 'fast-check';
import { countBoth, hasBit } from './words';

describe('countBoth', () => {
  it('counts the bits that both have, in any stretch', () => {
    const words = (length: number) =>
      fc.uint32Array({ minLength: length, maxLength: length }).map((list) => list.map((word) => word));
    fc.assert(
      fc.property(words(40), words(40), fc.nat(1279), fc.nat(1279), (a, b, one, other) => {
        const [from, until] = [Math.min(one, other), Math.max(one, other) + 1];
        let expected = 0;
        for (let bit = from; bit < until; bit++) if (hasBit(a, bit) && hasBit(b, bit)) expected++;
        expect(countBoth(a, b, from, until)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts full words, which carry through every place', () => {
    const full = new Uint32Array(1024).fill(-1);
    expect(countBoth(full, full, 0, 32_768)).toBe(32_768);
    expect(countBoth(full, full, 5, 32_760)).toBe(32_755);
    expect(countBoth(full, new Uint32Array(1024), 0, 32_768)).toBe(0);
  });
});
