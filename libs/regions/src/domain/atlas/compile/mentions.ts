import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';

/** Whom the rules name: these have classes of their own. */
export interface Mentions {
  readonly publishers: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
  /** Publishers with rules about more than one item: what a selection of theirs means depends on these. */
  readonly joint: ReadonlySet<string>;
}

export function mentionsOf(rules: RuleSnapshot): Mentions {
  const publishers = new Set<string>();
  const items = new Set<string>();
  const scopes = [
    rules.prohibitions.rules,
    rules.requirements.rules,
    rules.credentials.rules,
    [...rules.acceptances.values()].flat(),
    rules.offers.publisher.rules,
    rules.offers.store.rules,
  ].flatMap((list) => list.map((rule) => rule.items.scope));
  for (const { publisherIds, itemIds } of scopes) {
    for (const id of publisherIds) publishers.add(id);
    for (const id of itemIds) items.add(id);
  }
  for (const { row } of rules.credentials.rules) {
    if (row.holder.kind === 'publisher') publishers.add(row.holder.publisherId);
  }
  const joint = new Set(rules.offers.publisher.rules.flatMap(({ items: { scope } }) => scope.publisherIds));
  return { publishers, items, joint };
}
