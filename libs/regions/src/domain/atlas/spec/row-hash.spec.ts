import { Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
import type { Row } from '../bits/row';
import { setBit } from '../bits/words';
import type { Rows } from '../compile/row-draft';
import { ItemColumns } from '../items/item-columns';
import { hashChange, hashRows } from '../read/row-hash';

const NOTHING = '0000000000000000';
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-00000000000b`;
const NUMBERS = Array.from({ length: 80 }, (_, number) => number);

/** Where each of eighty items stands. */
type Layout = (number: number) => number;

/** Side by side, so that words are full of them; far from each other; and in another chunk, the last ones first. */
const DENSE: Layout = (number) => number;
const SPARSE: Layout = (number) => number * 400;
const BEHIND: Layout = (number) => CHUNK_POSITIONS + 79 - number;
/** Some at the end of one chunk, the others at the beginning of the next. */
const SPLIT: Layout = (number) => CHUNK_POSITIONS - 30 + number;
const LAYOUTS = [DENSE, SPARSE, BEHIND, SPLIT];

function columnsOf(layout: Layout): ItemColumns {
  const columns = new ItemColumns(CHUNK_POSITIONS + 96);
  const numbers = { shape: 0, publisher: 0, standing: 0, selection: 0 };
  const placed = NUMBERS.map((number) => ({ number, position: layout(number) }));
  for (const { number, position } of placed.sort((a, b) => a.position - b.position)) {
    columns.length = position;
    columns.add({ id: uuid(number), rank: 1 }, numbers);
  }
  return columns;
}

function rowOf(layout: Layout, items: readonly number[]): Row {
  const words = [new Uint32Array(CHUNK_WORDS), new Uint32Array(CHUNK_WORDS)];
  const positions = items.map(layout);
  for (const position of positions)
    setBit(words[position >= CHUNK_POSITIONS ? 1 : 0] ?? new Uint32Array(0), position % CHUNK_POSITIONS);
  return words.map((chunk) => (chunk.some((word) => word !== 0) ? new Chunk(chunk) : EMPTY_CHUNK));
}

type Said = readonly (readonly number[])[];
const rowsOf = (layout: Layout, list: Said, acquire: Said = []): Rows => ({
  list: list.map((items) => rowOf(layout, items)),
  acquire: acquire.map((items) => rowOf(layout, items)),
});

const ALL = NUMBERS;
const HALF = NUMBERS.filter((number) => number % 2 === 0);
const MOST = NUMBERS.filter((number) => number % 5 !== 0);
const FEW = [3, 40, 79];
const WORLDS: readonly (readonly [Said, Said])[] = [
  [[ALL], []],
  [[], [ALL]],
  [[[], ALL], []],
  [[HALF], []],
  [[MOST], []],
  [[FEW], []],
  [[MOST, FEW], [HALF]],
  [[FEW, MOST], [HALF]],
  [[[3, 40, 78]], []],
  [[[0]], []],
  [[[1]], []],
];

describe('the hash of rows', () => {
  it('is the same wherever the items stand, and another one for other items, markets or actions', () => {
    const hashes = LAYOUTS.map((layout) => {
      const columns = columnsOf(layout);
      return WORLDS.map(([list, acquire]) => hashRows(rowsOf(layout, list, acquire), columns));
    });
    for (const hash of hashes) expect(hash).toEqual(hashes[0]);
    expect(new Set(hashes[0]).size).toBe(WORLDS.length);
  });

  it('does not ask why an item is not in a row', () => {
    const columns = columnsOf(DENSE);
    const [all] = rowOf(DENSE, ALL);
    const odd = NUMBERS.filter((number) => number % 2 === 1);
    const [without] = rowOf(DENSE, odd);
    const denied = new Chunk(all?.words ?? new Uint32Array(0), without?.words);
    expect(hashRows({ list: [[denied]], acquire: [] }, columns)).toBe(
      hashRows(rowsOf(DENSE, [HALF]), columns),
    );
  });

  it('is nothing without items, and finds again what it said', () => {
    const columns = columnsOf(SPLIT);
    expect(hashRows(rowsOf(SPLIT, []), columns)).toBe(NOTHING);
    expect(hashRows(rowsOf(SPLIT, [[], []], [[]]), columns)).toBe(NOTHING);
    const rows = rowsOf(SPLIT, [MOST], [FEW]);
    expect(hashRows(rows, columns)).toBe(hashRows(rows, columns));
  });

  it('is what it always was for items in two pieces', () => {
    expect(hashRows(rowsOf(SPLIT, [MOST, FEW], [HALF]), columnsOf(SPLIT))).toBe('e17c35319718f48a');
  });
});

describe('the hash of a change', () => {
  const changes = WORLDS.flatMap((from) => WORLDS.map((to) => [from, to] as const));

  it('is the same wherever the items stand, and nothing only where nothing changes', () => {
    const hashes = [DENSE, SPLIT].map((layout) => {
      const columns = columnsOf(layout);
      const rows = WORLDS.map(([list, acquire]) => rowsOf(layout, list, acquire));
      return rows.flatMap((from) => rows.map((to) => hashChange(from, to, columns)));
    });
    expect(hashes[1]).toEqual(hashes[0]);
    changes.forEach(([from, to], index) => {
      expect(hashes[0]?.[index] === NOTHING).toBe(from === to);
    });
    const others = hashes[0]?.filter((hash) => hash !== NOTHING) ?? [];
    expect(new Set(others).size).toBe(WORLDS.length * (WORLDS.length - 1));
  });

  it('is about what changes alone', () => {
    const columns = columnsOf(SPLIT);
    const change = (before: Said, after: Said) =>
      hashChange(rowsOf(SPLIT, before), rowsOf(SPLIT, after), columns);
    expect(change([[1, 2, 60]], [[1, 3, 60]])).toBe(change([[2]], [[3]]));
    expect(change([[1, 2, 60], HALF], [[1, 3, 60], HALF])).toBe(change([[2]], [[3]]));
    expect(change([[2]], [[3]])).not.toBe(change([[3]], [[2]]));
    expect(change([[2]], [[3]])).not.toBe(change([[]], [[3]]));
    expect(change([HALF], [HALF])).toBe(NOTHING);
  });

  it('takes a row that is not there for an empty one, and a piece likewise', () => {
    const columns = columnsOf(SPLIT);
    const [first, second] = rowOf(SPLIT, MOST);
    if (first === undefined || second === undefined) throw new Error('two pieces');
    const rows = (...list: Row[]): Rows => ({ list, acquire: [] });
    const [short, long] = [rows([first]), rows([first, EMPTY_CHUNK])];
    const whole = rows([first, second]);
    for (const [a, b] of [
      [short, long],
      [rows(), rows([])],
      [rows(), rows([EMPTY_CHUNK])],
      [whole, rows([first, second], [], [EMPTY_CHUNK])],
    ] as const) {
      expect([hashChange(a, b, columns), hashChange(b, a, columns)]).toEqual([NOTHING, NOTHING]);
      expect(hashChange(a, whole, columns)).toBe(hashChange(b, whole, columns));
      expect(hashChange(whole, a, columns)).toBe(hashChange(whole, b, columns));
    }
    expect(hashChange(short, whole, columns)).not.toBe(NOTHING);
    expect(hashChange(whole, short, columns)).not.toBe(NOTHING);
  });
});
