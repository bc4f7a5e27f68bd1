import {
  buildSnapshot,
  compileSelection,
  type ItemRecord,
  type OfferRule,
  offersFor,
  type RuleRows,
  type RuleSnapshot,
  selectionsFor,
  withSelections,
} from '../../domain';

/** One epoch's rules as the atlas takes them: what publishers say about single items comes with the items. */
export interface AtlasRules {
  readonly snapshot: RuleSnapshot;
  readonly rows: RuleRows;
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
  const shared = { ...rows, offers: others };
  return {
    snapshot: buildSnapshot(shared),
    rows: shared,
    record: (item) => ({ ...item, rank: 0, selections: selectionsFor(item, selections.get(item.id) ?? []) }),
  };
}

/** The rules with what publishers say about these items, as it is stored. @param selections by item, of all items that are asked about */
export function withStoredSelections(
  rules: RuleSnapshot,
  selections: ReadonlyMap<string, readonly OfferRule[]>,
): RuleSnapshot {
  return withSelections(rules, (item) =>
    offersFor(item, selections.get(item.id) ?? []).map((offer) => compileSelection(offer, rules.markets)),
  );
}
