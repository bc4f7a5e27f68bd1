import { Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK, sameWords } from './chunk';
import { chunkOf, countInRow, nextInRow, type Row, rowHas } from './row';
import { setBit } from './words';

const LAST = CHUNK_POSITIONS - 1;

function words(bits: readonly number[]): Uint32Array {
  const made = new Uint32Array(CHUNK_WORDS);
  for (const bit of bits) setBit(made, bit);
  return made;
}

/** Chunks 0 and 3 have positions, 1 is empty; of the first one two positions are denied. */
const ROW: Row = [
  new Chunk(words([0, 5, 31, 32, 40, 100, LAST]), words([5, 40])),
  EMPTY_CHUNK,
  new Chunk(words([]), words([])),
  new Chunk(words([0, 7, LAST])),
];
const POSITIONS = [0, 31, 32, 100, LAST, ...[0, 7, LAST].map((bit) => 3 * CHUNK_POSITIONS + bit)];
const END = 4 * CHUNK_POSITIONS;
const EDGES = [
  0,
  1,
  5,
  6,
  31,
  32,
  33,
  40,
  64,
  99,
  100,
  101,
  LAST,
  LAST + 1,
  LAST + 2,
  2 * CHUNK_POSITIONS,
  3 * CHUNK_POSITIONS,
  3 * CHUNK_POSITIONS + 1,
  3 * CHUNK_POSITIONS + 8,
  END - 1,
  END,
];

describe('a row', () => {
  it('has the positions whose bits are set and not denied', () => {
    for (const position of EDGES) expect(rowHas(ROW, position)).toBe(POSITIONS.includes(position));
    expect(rowHas(ROW, END + 5)).toBe(false);
    expect(rowHas([], 0)).toBe(false);
  });

  it('finds the next one in any stretch', () => {
    const wrong: number[][] = [];
    for (const from of EDGES) {
      for (const until of EDGES) {
        const next = POSITIONS.find((position) => position >= from && position < until) ?? -1;
        if (nextInRow(ROW, from, until) !== next) wrong.push([from, until]);
      }
    }
    expect(wrong).toEqual([]);
    expect(nextInRow(ROW, END, END + 100_000)).toBe(-1);
    expect(nextInRow([], 0, 100_000)).toBe(-1);
  });

  it('counts those of any stretch', () => {
    const wrong: number[][] = [];
    for (const from of EDGES) {
      for (const until of EDGES.filter((edge) => edge >= from)) {
        const count = POSITIONS.filter((position) => position >= from && position < until).length;
        if (countInRow(ROW, from, until) !== count) wrong.push([from, until]);
      }
    }
    expect(wrong).toEqual([]);
    expect(countInRow(ROW, 0, END + 100_000)).toBe(POSITIONS.length);
    expect(countInRow([], 0, 100_000)).toBe(0);
  });

  it('counts every bit of a full chunk', () => {
    const full = new Chunk(words([]).fill(-1));
    expect(full.count).toBe(CHUNK_POSITIONS);
    expect(countInRow([full, full], 0, 2 * CHUNK_POSITIONS)).toBe(2 * CHUNK_POSITIONS);
    expect(countInRow([full, full], 1, 2 * CHUNK_POSITIONS - 1)).toBe(2 * CHUNK_POSITIONS - 2);
  });

  it('is empty behind its end', () => {
    expect(chunkOf(ROW, 9)).toBe(EMPTY_CHUNK);
    expect(EMPTY_CHUNK.count).toBe(0);
    expect(chunkOf(ROW, 3).count).toBe(3);
    expect(chunkOf(ROW, 0).count).toBe(5);
    expect(chunkOf(ROW, 0).count).toBe(5);
  });
});

describe('sameWords', () => {
  it('tells masks apart by any word of theirs', () => {
    expect(sameWords(words([3, LAST]), words([3, LAST]))).toBe(true);
    expect(sameWords(words([3]), words([3, LAST]))).toBe(false);
    expect(sameWords(words([0]), words([]))).toBe(false);
  });
});
