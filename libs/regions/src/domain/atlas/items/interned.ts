/**
 * What is known of objects that come again. A weak map keeps a place for each object that it ever held, so of objects that come once
 * a million would leave some hundred megabytes behind: therefore it is begun anew now and then.
 */
export class RecentObjects<Known> {
  private known = new WeakMap<object, Known>();
  private count = 0;

  get(object: object): Known | undefined {
    return this.known.get(object);
  }

  set(object: object, known: Known): void {
    if (++this.count > RECENT_MAX) {
      this.known = new WeakMap();
      this.count = 1;
    }
    this.known.set(object, known);
  }
}

const RECENT_MAX = 20_000;

/**
 * Gives each distinct value a small number, and equal values the same one. Numbers are never taken back, so that tables
 * which share this agree on them. A value that was seen before as the very same object costs one look-up.
 */
export class Interned<T extends object> {
  private readonly list: T[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly byIdentity = new RecentObjects<number>();

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
