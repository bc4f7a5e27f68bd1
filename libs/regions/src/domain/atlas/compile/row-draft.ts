import { MARKET_SLOTS } from '../../market/market';
import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import { Chunk, CHUNK_WORDS, EMPTY_CHUNK, sameWords } from '../bits/chunk';
import { chunkOf, EMPTY_ROW, type Row } from '../bits/row';

/** By slot; slots of no market, and of markets that are closed, have an empty row. */
export type Rows = Readonly<Record<FreshAction, readonly Row[]>>;

/** Rows in the making: copies a row, and a chunk of it, when it first changes, so that the rows it began with stay whole. */
export class RowDraft {
  private readonly rows: Record<FreshAction, Row[]>;
  private readonly own = new Set<Row>();
  private readonly scratch = new Uint32Array(CHUNK_WORDS);

  constructor(from: Rows) {
    const copy = (rows: readonly Row[]) =>
      Array.from({ length: MARKET_SLOTS }, (_, slot) => rows[slot] ?? EMPTY_ROW);
    this.rows = { list: copy(from.list), acquire: copy(from.acquire) };
  }

  done(): Rows {
    return this.rows;
  }

  chunk(action: FreshAction, slot: number, index: number): Chunk {
    return chunkOf(this.rows[action][slot] ?? EMPTY_ROW, index);
  }

  put(action: FreshAction, slot: number, index: number, chunk: Chunk): void {
    let row = this.rows[action][slot] ?? EMPTY_ROW;
    if (chunkOf(row, index) === chunk) return;
    // Stryker disable next-line ConditionalExpression: copied again, it is the same
    if (!this.own.has(row)) {
      row = [...row];
      this.own.add(row);
      this.rows[action][slot] = row;
    }
    const chunks = row as Chunk[];
    // Stryker disable next-line EqualityOperator: written over at once
    while (chunks.length < index) chunks.push(EMPTY_CHUNK);
    chunks[index] = chunk;
  }

  empty(action: FreshAction, slot: number): void {
    this.rows[action][slot] = EMPTY_ROW;
  }

  /** Takes the positions of the mask out of a chunk of both actions, where the slot is asked for. */
  clear(slot: number, index: number, mask: Uint32Array, asked: Readonly<Record<FreshAction, boolean>>): void {
    const before = { list: this.chunk('list', slot, index), acquire: this.chunk('acquire', slot, index) };
    for (const action of FRESH_ACTIONS) {
      const chunk = before[action];
      if (!asked[action] || chunk === EMPTY_CHUNK) continue;
      const isShared = action === 'acquire' && asked.list && chunk === before.list;
      this.put(action, slot, index, isShared ? this.chunk('list', slot, index) : this.without(chunk, mask));
    }
  }

  /** Writes the bits of the mask's positions into a chunk. */
  merge(action: FreshAction, slot: number, index: number, mask: Uint32Array, bits: Uint32Array): void {
    const chunk = this.chunk(action, slot, index);
    const { words } = chunk;
    const { scratch } = this;
    let changed = 0;
    let any = 0;
    // Stryker disable next-line EqualityOperator: nothing is kept behind the end
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const old = words[word] ?? 0;
      const written = mask[word] ?? 0;
      const next = (old & ~written) | ((bits[word] ?? 0) & written);
      scratch[word] = next;
      changed |= next ^ old;
      any |= next;
    }
    if (changed !== 0) this.put(action, slot, index, any === 0 ? EMPTY_CHUNK : new Chunk(scratch.slice()));
  }

  /** Lets both actions hold one chunk where they are equal. */
  share(slot: number, index: number): void {
    const list = this.chunk('list', slot, index);
    const acquire = this.chunk('acquire', slot, index);
    if (list !== acquire && sameWords(list.words, acquire.words)) this.put('acquire', slot, index, list);
  }

  private without(chunk: Chunk, mask: Uint32Array): Chunk {
    const { words } = chunk;
    const { scratch } = this;
    let changed = 0;
    let any = 0;
    // Stryker disable next-line EqualityOperator: nothing is kept behind the end
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const old = words[word] ?? 0;
      const next = old & ~(mask[word] ?? 0);
      scratch[word] = next;
      changed |= next ^ old;
      any |= next;
    }
    if (changed === 0) return chunk;
    return any === 0 ? EMPTY_CHUNK : new Chunk(scratch.slice());
  }
}
