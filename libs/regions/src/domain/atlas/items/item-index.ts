import { invalidRule } from '../../errors';
import { areSameUuids, hashUuid, readUuid, writeUuid } from './uuid-words';

const SEED = 0x9747b28c;
const FREE = -1;

/** Finds the position of an id: open addressing over the ids' own column, 4 bytes an entry and half of them free. */
export class ItemIndex {
  private readonly entries: Int32Array;
  private readonly asked = new Uint32Array(4);

  /** @throws DomainError `duplicate-item`. */
  constructor(
    private readonly ids: Uint32Array,
    size: number,
  ) {
    this.entries = new Int32Array(1 << (32 - Math.clz32(Math.max(1, size * 2 - 1)))).fill(FREE);
    for (let position = 0; position < size; position++) {
      const entry = this.entryOf(ids, position);
      if (this.entries[entry] !== FREE)
        throw invalidRule('duplicate-item', `Item ${readUuid(ids, position)} is given twice.`);
      this.entries[entry] = position;
    }
  }

  get byteLength(): number {
    return this.entries.byteLength;
  }

  /** -1: not there. @throws DomainError `invalid-item-id`. */
  positionOf(id: string): number {
    writeUuid(id, this.asked, 0);
    return this.entries[this.entryOf(this.asked, 0)] ?? FREE;
  }

  /** Where the id stands, or would stand. */
  private entryOf(ids: Uint32Array, index: number): number {
    const mask = this.entries.length - 1;
    let entry = hashUuid(ids, index, SEED) & mask;
    for (;;) {
      const position = this.entries[entry] ?? FREE;
      if (position === FREE || areSameUuids(this.ids, position, ids, index)) return entry;
      entry = (entry + 1) & mask;
    }
  }
}
