/**
 * Gives each distinct value a small number, and equal values the same one. Numbers are never taken back, so that tables
 * which share this agree on them. A value that was seen before as the very same object costs one look-up.
 */
export class Interned<T extends object> {
  private readonly list: T[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly byIdentity = new WeakMap<object, number>();

  constructor(private readonly keyOf: (value: T) => string = (value) => JSON.stringify(value)) {}

  get size(): number {
    return this.list.length;
  }

  get values(): readonly T[] {
    return this.list;
  }

  numberOf(value: T): number {
    const seen = this.byIdentity.get(value);
    if (seen !== undefined) return seen;
    const key = this.keyOf(value);
    let number = this.byKey.get(key);
    if (number === undefined) {
      number = this.list.push(value) - 1;
      this.byKey.set(key, number);
    }
    this.byIdentity.set(value, number);
    return number;
  }

  /** @throws RangeError for a number that was not given out. */
  at(number: number): T {
    const value = this.list[number];
    if (value === undefined) throw new RangeError(`Nothing has the number ${number}.`);
    return value;
  }
}
