import { type Ids } from '@portolan/platform';
import { FRESH_ACTIONS, type OfferRule } from '../../domain';

/**
 * What the publisher of in-app products selects for them: everywhere, in markets that are added later, too. Where one can be had
 * is then for its app's own selection, for the rules and for its prices to say.
 */
export function everywhere(
  ids: Ids,
  products: { readonly itemIds: readonly string[]; readonly publisherId: string },
  now: Date,
): OfferRule[] {
  return products.itemIds.map((itemId) => ({
    id: ids.next(),
    side: 'publisher',
    publisherId: products.publisherId,
    category: null,
    itemId,
    markets: { expression: 'WORLD', coversFutureMarkets: true, writtenAt: now.getTime() },
    actions: FRESH_ACTIONS,
    offered: true,
    valid: { from: now.getTime(), until: null },
  }));
}
