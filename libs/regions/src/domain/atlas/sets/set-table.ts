import type { FreshAction } from '../../rules/action';
import type { MarketSet } from '../../market/market-set';

/** For each number of a profile the markets in which it says yes, one set for `list` and one for `acquire`. */
export class SetTable {
  constructor(
    /** Words of a set: as many as the highest slot in use needs. */
    readonly width: number,
    readonly list: Uint32Array,
    readonly acquire: Uint32Array,
  ) {}

  static of(width: number, count: number): SetTable {
    return new SetTable(width, new Uint32Array(width * count), new Uint32Array(width * count));
  }

  /** How many profiles it has sets for. */
  get count(): number {
    return this.list.length / this.width;
  }

  /** A copy with room for `count` profiles. */
  grown(count: number): SetTable {
    const copy = SetTable.of(this.width, Math.max(count, this.count));
    copy.list.set(this.list);
    copy.acquire.set(this.acquire);
    return copy;
  }

  write(number: number, action: FreshAction, set: MarketSet): void {
    const base = number * this.width;
    for (let word = 0; word < this.width; word++) this[action][base + word] = set[word] ?? 0;
  }

  read(number: number, action: FreshAction): Uint32Array {
    return this[action].subarray(number * this.width, (number + 1) * this.width);
  }
}
