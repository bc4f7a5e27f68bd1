import {
  buildSnapshot,
  type ItemRecord,
  type OfferRule,
  type RuleRows,
  type RuleSnapshot,
  selectionsFor,
} from '../../domain';

/** One epoch's rules as the atlas takes them: what publishers say about single items comes with the items. */
export interface AtlasRules {
  readonly snapshot: RuleSnapshot;
  readonly record: (item: Omit<ItemRecord, 'rank' | 'selections'>) => ItemRecord;
}

/** Parts the selections of single items, of which there is one an item, from the rules, of which there are few. */
export function atlasRules(rows: RuleRows): AtlasRules {
  const selections = new Map<string, OfferRule[]>();
  const others: OfferRule[] = [];
  for (const offer of rows.offers) {
    if (offer.side !== 'publisher' || offer.itemId === null) {
      others.push(offer);
      continue;
    }
    const known = selections.get(offer.itemId);
    if (known === undefined) selections.set(offer.itemId, [offer]);
    else known.push(offer);
  }
  return {
    snapshot: buildSnapshot({ ...rows, offers: others }),
    record: (item) => ({ ...item, rank: 0, selections: selectionsFor(item, selections.get(item.id) ?? []) }),
  };
}
