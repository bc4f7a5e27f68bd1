import { FRESH_ACTIONS } from '../../rules/action';
import { Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
import type { Row } from '../bits/row';
import { rowHas } from '../bits/row';
import { setBit } from '../bits/words';
import type { Rows } from '../compile/row-draft';
import { forEachLost } from '../read/lost';
import { Within } from '../read/within';

const LAST = CHUNK_POSITIONS - 1;
const at = (chunk: number, ...bits: number[]) => bits.map((bit) => chunk * CHUNK_POSITIONS + bit);
const chunkWith = (bits: readonly number[], denied: readonly number[] = []) =>
  new Chunk(maskOf(CHUNK_WORDS, bits), maskOf(CHUNK_WORDS, denied));

function maskOf(words: number, positions: readonly number[]): Uint32Array {
  const mask = new Uint32Array(words);
  for (const position of positions) setBit(mask, position);
  return mask;
}

/** Four chunks and forty words. Of the first two the mask leaves out the last and the first position, of the third none. */
const SIZE = 4 * CHUNK_WORDS + 40;
const MEANT = [
  ...at(0, 0, 1, 31, 32, 5_000),
  ...at(1, 1, 40, 70, LAST),
  ...at(2, 0, 3, 64, 65, LAST),
  ...at(4, 0, 33, 1_279),
];
const OTHERS = [...at(0, LAST), ...at(1, 0), ...at(3, 0, 9), ...at(4, 34)];
const SHARED = chunkWith([0, 1, 32, LAST], [1]);
const SOME = chunkWith([0, 40, LAST]);
const ROWS: Rows = {
  list: [
    [SHARED, SOME, chunkWith([0, 3, 65, LAST], [3]), chunkWith([0, 9]), chunkWith([33, 34])],
    [chunkWith([5_000]), EMPTY_CHUNK, chunkWith([0, 3, 64, 65, LAST])],
    [],
  ],
  acquire: [
    [SHARED, chunkWith([1, 40, 70, LAST], [70]), EMPTY_CHUNK, EMPTY_CHUNK, chunkWith([0, 33, 1_279])],
    [SHARED, SOME],
  ],
};
const rowOf = (action: 'list' | 'acquire', slot: number): Row => ROWS[action][slot] ?? [];
const within = () => new Within(ROWS, maskOf(SIZE, MEANT), maskOf(SIZE, [...MEANT, ...OTHERS]));
const QUESTIONS = [0, 1, 2, 3, 1, 0].flatMap((slot) => FRESH_ACTIONS.map((action) => ({ action, slot })));

describe('the positions of a mask', () => {
  it('are as many as it has bits', () => {
    expect(within().size).toBe(MEANT.length);
    expect(new Within(ROWS, new Uint32Array(SIZE), maskOf(SIZE, OTHERS)).size).toBe(0);
  });

  it('are counted where they are in the row, whatever was asked before', () => {
    const asked = within();
    for (const { action, slot } of [...QUESTIONS, ...QUESTIONS.toReversed()]) {
      const count = MEANT.filter((position) => rowHas(rowOf(action, slot), position)).length;
      expect([action, slot, asked.count(action, slot)]).toEqual([action, slot, count]);
    }
  });

  it('are told by their numbers where they are not in the row', () => {
    const asked = within();
    for (const { action, slot } of QUESTIONS) {
      const absent = MEANT.filter((position) => !rowHas(rowOf(action, slot), position));
      const numbers = absent.map((_, number) => number);
      expect(asked.absent(action, slot, numbers)).toEqual(absent);
      for (const number of numbers) expect(asked.absent(action, slot, [number])).toEqual([absent[number]]);
      const second = numbers.filter((number) => number % 2 === 1);
      expect(asked.absent(action, slot, [...second, absent.length, 90])).toEqual(
        second.map((number) => absent[number]),
      );
      expect(asked.absent(action, slot, [])).toEqual([]);
      expect(asked.absent(action, slot, [absent.length])).toEqual([]);
    }
  });
});

describe('what one row has lost to another', () => {
  const lost = (before: Row, after: Row, meant: readonly number[]) => {
    const found: number[] = [];
    forEachLost(before, after, maskOf(SIZE, meant), (position) => found.push(position));
    return found;
  };

  it.each([
    ['a shorter one', rowOf('list', 0), rowOf('list', 1)],
    ['a longer one', rowOf('list', 1), rowOf('list', 0)],
    ['the other action', rowOf('list', 0), rowOf('acquire', 0)],
    ['an empty one', rowOf('acquire', 0), []],
    ['itself', rowOf('acquire', 0), rowOf('acquire', 0)],
    ['anything, of nothing', [], rowOf('list', 0)],
  ])('%s: each position of the mask that it had, ascending', (_, before, after) => {
    for (const meant of [MEANT, OTHERS, [...MEANT, ...OTHERS]]) {
      const expected = meant
        .filter((position) => rowHas(before, position) && !rowHas(after, position))
        .sort((a, b) => a - b);
      expect(lost(before, after, meant)).toEqual(expected);
    }
  });

  it('is something in these', () => {
    expect(lost(rowOf('list', 0), rowOf('list', 1), MEANT)).toEqual([
      ...at(0, 0, 32),
      ...at(1, 40, LAST),
      ...at(4, 33),
    ]);
  });
});
