import type { MarketScope } from '../market/market';
import type { Period } from '../period';
import type { FreshAction } from './action';

/**
 * One statement of commercial will: the publisher's selection or the store's plan. On each side the most specific
 * rule wins, and no rule is a no. More specific is an item over a publisher with a category over a deeper category over
 * all; and a market itself over its parent over a smaller group over a larger one.
 */
export interface OfferRule {
  readonly id: string;
  /** Both sides must say yes. */
  readonly side: 'publisher' | 'store';
  /** `null`: every publisher. Never `null` on the publisher's side, where it limits the rule to own items. */
  readonly publisherId: string | null;
  /** A category with everything below it; `null`: all. */
  readonly category: string | null;
  /** `null`: every item. */
  readonly itemId: string | null;
  readonly markets: MarketScope;
  /** At least one. */
  readonly actions: readonly FreshAction[];
  readonly offered: boolean;
  readonly valid: Period;
}
