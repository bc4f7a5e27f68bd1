import type { ProfileNumbers } from './profiles';
import { writeUuid } from './uuid-words';

/** `parent` of an item that has none. */
export const NO_PARENT = -1;

/** One entry for each position; a position past the last one holds nothing yet. Written once, then only read. */
export class ItemColumns {
  readonly ids: Uint32Array;
  readonly shape: Int32Array;
  readonly publisher: Int32Array;
  readonly standing: Int32Array;
  readonly selection: Int32Array;
  readonly parent: Int32Array;
  readonly rank: Int32Array;
  /** How many positions have been written. */
  length = 0;

  constructor(readonly capacity: number) {
    this.ids = new Uint32Array(capacity * 4);
    this.shape = new Int32Array(capacity);
    this.publisher = new Int32Array(capacity);
    this.standing = new Int32Array(capacity);
    this.selection = new Int32Array(capacity);
    this.parent = new Int32Array(capacity).fill(NO_PARENT);
    this.rank = new Int32Array(capacity);
  }

  get byteLength(): number {
    return this.ids.byteLength + 6 * this.shape.byteLength;
  }

  /** The same with more room at the end. */
  grown(capacity: number): ItemColumns {
    const copy = new ItemColumns((capacity + 31) & ~31);
    copy.ids.set(this.ids);
    copy.shape.set(this.shape);
    copy.publisher.set(this.publisher);
    copy.standing.set(this.standing);
    copy.selection.set(this.selection);
    copy.parent.set(this.parent);
    copy.rank.set(this.rank);
    copy.length = this.length;
    return copy;
  }

  /** Writes one item to the end and answers its position. */
  add({ id, rank }: { readonly id: string; readonly rank: number }, numbers: ProfileNumbers): number {
    const target = this.length;
    writeUuid(id, this.ids, target);
    this.shape[target] = numbers.shape;
    this.publisher[target] = numbers.publisher;
    this.standing[target] = numbers.standing;
    this.selection[target] = numbers.selection;
    this.rank[target] = rank;
    this.parent[target] = NO_PARENT;
    this.length = target + 1;
    return target;
  }

  numbersAt(position: number): ProfileNumbers {
    return {
      shape: this.shape[position] ?? 0,
      publisher: this.publisher[position] ?? 0,
      standing: this.standing[position] ?? 0,
      selection: this.selection[position] ?? 0,
    };
  }

  /** Writes one position of another set of columns to the end of this one; its parent is for the caller to translate. */
  take(from: ItemColumns, position: number, parent: number): void {
    const target = this.length++;
    for (let word = 0; word < 4; word++) this.ids[target * 4 + word] = from.ids[position * 4 + word] ?? 0;
    this.shape[target] = from.shape[position] ?? 0;
    this.publisher[target] = from.publisher[position] ?? 0;
    this.standing[target] = from.standing[position] ?? 0;
    this.selection[target] = from.selection[position] ?? 0;
    this.rank[target] = from.rank[position] ?? 0;
    this.parent[target] = parent;
  }
}
