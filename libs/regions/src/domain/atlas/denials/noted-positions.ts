import { CHUNK_POSITIONS, CHUNK_SHIFT } from '../bits/chunk';
import type { OtherKinds } from './other-kinds';

/** Collects positions by chunk, until a chunk has so many of them that it is to be worked out as a whole. */
export class NotedPositions {
  private readonly byChunk = new Map<number, Positions | null>();

  /** @param most positions of one chunk; below 1 each chunk with a position is a whole one */
  constructor(
    private readonly others: OtherKinds,
    private readonly most: number,
  ) {}

  one(position: number): void {
    const index = position >>> CHUNK_SHIFT;
    const list = this.listOf(index);
    if (list === null) return;
    list.push(position);
    this.settle(index, list);
  }

  /** Those of `[from, until)` that are of another kind. */
  span(from: number, until: number): void {
    for (let start = from; start < until;) {
      const index = start >>> CHUNK_SHIFT;
      const end = Math.min(until, (index + 1) * CHUNK_POSITIONS);
      this.within(index, start, end);
      start = end;
    }
  }

  /** Whether each chunk of so many is a whole one. */
  isWhole(count: number): boolean {
    return this.byChunk.size === count && [...this.byChunk.values()].every((list) => list === null);
  }

  chunks(): Map<number, Int32Array | null> {
    const chunks = new Map<number, Int32Array | null>();
    for (const [index, list] of this.byChunk) chunks.set(index, list === null ? null : list.values());
    return chunks;
  }

  private within(index: number, start: number, end: number): void {
    const { others } = this;
    let position = start;
    while (position < end && !others.at(position)) position++;
    if (position === end) return;
    const list = this.listOf(index);
    if (list === null) return;
    for (; position < end; position++) if (others.at(position)) list.push(position);
    this.settle(index, list);
  }

  private listOf(index: number): Positions | null {
    let list = this.byChunk.get(index);
    if (list === undefined) {
      list = new Positions();
      this.byChunk.set(index, list);
    }
    return list;
  }

  private settle(index: number, list: Positions): void {
    if (list.length > this.most) this.byChunk.set(index, null);
  }
}

/** A list that grows: of numbers as they lie in memory, since a category has tens of thousands of positions. */
class Positions {
  length = 0;
  private list = new Int32Array(64);

  push(position: number): void {
    if (this.length === this.list.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.list);
      this.list = grown;
    }
    this.list[this.length++] = position;
  }

  values(): Int32Array {
    return this.list.subarray(0, this.length);
  }
}
