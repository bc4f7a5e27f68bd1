import { intersection, type MarketSet } from '../../market/market-set';
import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import { SetTable } from '../sets/set-table';
import type { ActionSets } from '../sets/standing-markets';

/** More of them than this, collected over many changes of rules, are reason enough to begin anew. */
export const KINDS_MAX = 1 << 16;

/**
 * What rules make of items: each distinct pair of sets of markets once. Thousands of classes share a few kinds, so that what is
 * asked of rules is asked of kinds. Numbers are never taken back; atlases of one layout share them.
 */
export class Kinds {
  private readonly numbers = new Map<string, number>();
  private readonly intersections = new Map<number, number>();
  private sets: SetTable;
  private used = 0;

  constructor(readonly width: number) {
    this.sets = SetTable.of(width, 64);
  }

  get size(): number {
    return this.used;
  }

  /** By number; good until a number is added. */
  get table(): SetTable {
    return this.sets;
  }

  numberOf(markets: ActionSets): number {
    const key = `${this.textOf(markets.list)} ${this.textOf(markets.acquire)}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.used++;
      if (number >= this.sets.count) this.sets = this.sets.grown(2 * number);
      for (const action of FRESH_ACTIONS) this.sets.write(number, action, markets[action]);
      this.numbers.set(key, number);
    }
    return number;
  }

  /** What is left to an item that is inside another one: the markets of both. */
  both(a: number, b: number): number {
    // Stryker disable next-line ConditionalExpression: what a kind has in common with itself is this kind
    if (a === b) return a;
    // Stryker disable next-line ArithmeticOperator: another number for each pair
    const key = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    let number = this.intersections.get(key);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (number === undefined) {
      const both = (action: FreshAction) =>
        intersection(this.sets.read(a, action), this.sets.read(b, action));
      number = this.numberOf({ list: both('list'), acquire: both('acquire') });
      this.intersections.set(key, number);
    }
    return number;
  }

  private textOf(set: MarketSet): string {
    return set.subarray(0, this.width).join(' ');
  }
}
