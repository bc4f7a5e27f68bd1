import type { CompiledOffer } from '../../decision/snapshot/compiled-rules';
import { compileSelection } from '../../decision/snapshot/with-selections';
import type { MarketIndex } from '../../market/market-index';
import type { Selection } from '../items/item-record';

/** The rules that the selections of an item stand for; their ids are not the stored ones, since many items share them. */
export function selectionOffers(selections: readonly Selection[], markets: MarketIndex): CompiledOffer[] {
  return selections.map((selection, index) => {
    // Stryker disable next-line ObjectLiteral,StringLiteral: sets of markets name no rule
    const names = { id: `selection-${index}`, side: 'publisher' as const };
    return compileSelection(
      { ...selection, ...names, publisherId: null, category: null, itemId: null },
      markets,
    );
  });
}
