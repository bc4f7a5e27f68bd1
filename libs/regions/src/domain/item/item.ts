import type { Instant } from '../period';
import type { Retention } from '../rules/action';

export const ITEM_KINDS = ['app', 'device', 'in-app-product'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export type AttributeValue = string | number | boolean | readonly string[];

/**
 * When selling begins: one instant for the whole world, or a wall-clock time that each market reaches in its own
 * zone (`2017-11-07T00:00`, optionally with seconds). A local time that the zone skips counts from the first
 * instant after the gap; one that occurs twice counts from its first occurrence.
 */
export type LaunchTime =
  { readonly kind: 'instant'; readonly at: Instant } | { readonly kind: 'market-local'; readonly at: string };

export interface Launch {
  readonly time: LaunchTime;
  /** What people see before that time: nothing (embargo), the page without a way to buy, or a pre-order. */
  readonly before: 'embargo' | 'announce' | 'preorder';
}

export interface Withdrawal {
  readonly by: 'store' | 'publisher';
  readonly since: Instant;
  /** What those who have the item keep. */
  readonly retention: Retention;
}

/** A price exists; its amount is no business of this library. */
export interface PriceFact {
  /** `null`: wherever the currency is tender. A price of a country also counts in its subdivisions. */
  readonly market: string | null;
  readonly currency: string;
}

/** What other libraries own and push here in the transaction that changes it. */
export interface ItemFacts {
  readonly published: boolean;
  /** `null`: no launch time to wait for. */
  readonly launch: Launch | null;
  readonly withdrawn: Withdrawal | null;
  /** `null`: not known, which counts as not free. Also answers for the attribute `price.free`. */
  readonly free: boolean | null;
  readonly prices: readonly PriceFact[];
}

/** Anything with an availability of its own. */
export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  /** Lower-case path from the root: `device/smart-home/camera`. */
  readonly category: string;
  readonly publisherId: string;
  /** Only names of the whitelist (`attributes.ts`); a name that is absent is not known. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly facts: ItemFacts;
  /** The app of an in-app product: the product is only available where its app is. Other kinds have none. */
  readonly parent: Item | null;
}
