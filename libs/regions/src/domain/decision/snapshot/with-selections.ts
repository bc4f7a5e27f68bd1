import { CompiledItemScope } from '../../item/compiled-item-scope';
import type { Item } from '../../item/item';
import { EVERY_ITEM } from '../../item/item-scope';
import type { MarketIndex } from '../../market/market-index';
import type { OfferRule } from '../../rules/offer-rule';
import { maskOf } from './action-mask';
import { ITEM_RANK } from './build-snapshot';
import type { CompiledOffer } from './compiled-rules';
import type { RuleSnapshot } from './rule-snapshot';

const ANY_ITEM = new CompiledItemScope(EVERY_ITEM);

/**
 * The rules together with what publishers say about single items, which is found when somebody asks about the item: a
 * million items then need no million rules in the snapshot. What is found must be rules of that very item, compiled by `compileSelection`.
 */
export function withSelections(
  rules: RuleSnapshot,
  selectionsOf: (item: Item) => readonly CompiledOffer[],
): RuleSnapshot {
  const { publisher, store } = rules.offers;
  return {
    ...rules,
    offers: {
      store,
      publisher: {
        rules: publisher.rules,
        forEachCandidate(item, visit) {
          selectionsOf(item).forEach(visit);
          publisher.forEachCandidate(item, visit);
        },
      },
    },
  };
}

/** An offer rule that is known to be about the item it is asked for. @throws DomainError `invalid-market-scope`. */
export function compileSelection(row: OfferRule, markets: MarketIndex): CompiledOffer {
  return {
    row,
    items: ANY_ITEM,
    markets: markets.compile(row.markets),
    valid: row.valid,
    mask: maskOf(row.actions),
    itemRank: ITEM_RANK,
  };
}
