import fc from 'fast-check';
import { matchesTag, readRange } from './byte-range';

describe('Range', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=10-', { start: 10, end: 100 }],
    ['bytes=90-500', { start: 90, end: 100 }],
    ['bytes=-7', { start: 93, end: 100 }],
    ['bytes=-700', { start: 0, end: 100 }],
    [undefined, null],
    ['bytes=0-1,4-5', null],
    ['items=0-1', null],
    ['bytes=-', null],
    ['bytes=5-3', null],
    ['bytes=a-b', null],
  ])('%s of 100 bytes', (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s lies outside of 100 bytes', (header) => {
    expect(() => readRange(header, 100)).toThrow('range-not-satisfiable');
  });

  it('is always inside the file and never empty', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(2_000), fc.nat(1_000), (size, a, b) => {
        for (const header of [`bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          try {
            const range = readRange(header, size);
            if (range !== null && !(0 <= range.start && range.start < range.end && range.end <= size))
              return false;
          } catch (error) {
            if (!(error instanceof Error && error.message.startsWith('range-not-satisfiable'))) throw error;
          }
        }
        return true;
      }),
    );
  });
});

describe('If-None-Match', () => {
  it('finds the tag in a list, weak or strong, and knows the star', () => {
    expect(matchesTag('"a", W/"b"', '"b"')).toBe(true);
    expect(matchesTag('*', '"b"')).toBe(true);
    expect(matchesTag('"a"', '"b"')).toBe(false);
    expect(matchesTag(undefined, '"b"')).toBe(false);
  });
});
