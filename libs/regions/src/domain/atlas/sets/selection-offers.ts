import type { CompiledOffer } from '../../decision/snapshot/compiled-rules';
import { compileSelection } from '../../decision/snapshot/with-selections';
import type { MarketIndex } from '../../market/market-index';
import type { Selection } from '../items/item-record';

/** The rules that an item's selections stand for. `itemId`: whose, where it matters. */
export function selectionOffers(
  selections: readonly Selection[],
  markets: MarketIndex,
  itemId: string | null = null,
): CompiledOffer[] {
  return selections.map((selection, index) => {
    const names = { id: `${itemId}#${index}`, side: 'publisher' as const };
    return compileSelection({ ...selection, ...names, publisherId: null, category: null, itemId }, markets);
  });
}
