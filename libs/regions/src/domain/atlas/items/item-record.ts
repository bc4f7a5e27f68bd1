import { isWithinCategory } from '../../item/category-path';
import type { Item } from '../../item/item';
import type { OfferRule } from '../../rules/offer-rule';

/** What the publisher says about one item of its own: an offer rule without the parts that all such rules share. */
export type Selection = Pick<OfferRule, 'markets' | 'actions' | 'offered' | 'valid'>;

/** One item as it is given to the table. */
export interface ItemRecord extends Omit<Item, 'parent'> {
  /** The app of an in-app product; one that is not in the table counts as missing. */
  readonly parentId: string | null;
  /** Where the item stands in its category, highest first: an integer, 0 to 2^31 - 1. */
  readonly rank: number;
  readonly selections: readonly Selection[];
}

export const RANK_MAX = 0x7fffffff;
/** With a rank of 31 bits this is what a double can sort. */
export const ITEMS_MAX = 1 << 22;

type Selected = Pick<Item, 'id' | 'publisherId' | 'category'>;

/** Of some offer rules, those of the item's publisher that name this item and apply to it. */
export function offersFor(item: Selected, offers: readonly OfferRule[]): OfferRule[] {
  return offers.filter((offer) => {
    const isOwn = offer.side === 'publisher' && offer.itemId === item.id;
    if (!isOwn || offer.publisherId !== item.publisherId) return false;
    return offer.category === null || isWithinCategory(item.category, offer.category);
  });
}

/** The same as the atlas takes them. */
export function selectionsFor(item: Selected, offers: readonly OfferRule[]): Selection[] {
  return offersFor(item, offers).map(({ markets, actions, offered, valid }) => {
    return { markets, actions, offered, valid };
  });
}
