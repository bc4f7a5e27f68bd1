import { evaluatePredicate } from '../../item/evaluate-predicate';
import type { Item } from '../../item/item';
import type { Predicate } from '../../item/predicate';
import type { Compiled } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';

/** Items of one kind and category, and of one publisher or id where rules that can matter to them name it. */
export interface MatchGroup {
  readonly name: string;
  /** What rules ask besides. */
  readonly predicates: readonly Predicate[];
  readonly asksStandards: boolean;
}

type Named = Pick<Item, 'kind' | 'category' | 'publisherId' | 'id'>;

/**
 * Tells apart items only as far as the rules do. Thousands of combinations of attributes and publishers come down to some dozens
 * of signatures, since most rules ask for no attribute, and name a publisher in one category.
 */
export class MatchGroups {
  private readonly predicated: Compiled<unknown>[] = [];
  private readonly ofStandards: Compiled<unknown>[] = [];
  private readonly byPublisher = new Map<string, { rule: Compiled<unknown>; type: string | null }[]>();
  private readonly itemIds = new Set<string>();
  /** The types of credentials that may be asked for, by kind and category. */
  private readonly types = new Map<string, ReadonlySet<string>>();
  private readonly groups = new Map<string, MatchGroup>();

  constructor(private readonly rules: RuleSnapshot) {
    const { prohibitions, requirements, credentials, acceptances, offers } = rules;
    for (const list of [
      prohibitions.rules,
      requirements.rules,
      [...acceptances.values()].flat(),
      offers.publisher.rules,
      offers.store.rules,
    ])
      for (const rule of list) this.note(rule, rule.items.scope.publisherIds, null);
    for (const rule of credentials.rules) {
      const { holder, type } = rule.row;
      const holders = holder.kind === 'publisher' ? [holder.publisherId] : rule.items.scope.publisherIds;
      this.note(rule, holders, type);
    }
    for (const rule of requirements.rules) if (rule.row.standards.length > 0) this.ofStandards.push(rule);
  }

  groupOf({ kind, category, publisherId, id }: Item): MatchGroup {
    const item = { kind, category, publisherId, id };
    const publisher = this.isPublisherNamed(item) ? publisherId : '';
    const name = `${kind} ${category} ${publisher} ${this.itemIds.has(id) ? id : ''}`;
    let group = this.groups.get(name);
    if (group === undefined) {
      const predicates = new Set<Predicate>();
      for (const { items } of this.predicated)
        if (items.scope.where !== null && items.namesItem(item)) predicates.add(items.scope.where);
      const asksStandards = this.ofStandards.some(({ items }) => items.namesItem(item));
      group = { name, predicates: [...predicates], asksStandards };
      this.groups.set(name, group);
    }
    return group;
  }

  private note(rule: Compiled<unknown>, publishers: readonly string[], type: string | null): void {
    const { where, itemIds } = rule.items.scope;
    if (where !== null) this.predicated.push(rule);
    for (const id of itemIds) this.itemIds.add(id);
    for (const id of publishers) {
      const known = this.byPublisher.get(id);
      if (known === undefined) this.byPublisher.set(id, [{ rule, type }]);
      else known.push({ rule, type });
    }
  }

  /** By a rule about items like this one, or by a credential that such items may be asked for. */
  private isPublisherNamed(item: Named): boolean {
    const named = this.byPublisher.get(item.publisherId);
    if (named === undefined) return false;
    return named.some(({ rule, type }) => {
      return rule.items.namesItem(item) && (type === null || this.typesFor(item).has(type));
    });
  }

  private typesFor(item: Named): ReadonlySet<string> {
    const key = `${item.kind} ${item.category}`;
    let types = this.types.get(key);
    // Stryker disable next-line ConditionalExpression: found again, they are the same
    if (types === undefined) {
      const found = new Set<string>();
      for (const { items, row } of this.rules.requirements.rules)
        if (items.namesKind(item)) for (const type of row.anyOf.flat()) found.add(type);
      for (const { items, row } of this.rules.prohibitions.rules) {
        const type = row.exemptingCredentialType;
        if (type !== null && items.namesKind(item)) found.add(type);
      }
      this.types.set(key, (types = found));
    }
    return types;
  }
}

/** Within a group equal for two items only if `matchItem` finds the same rules, credentials and standards for both. */
export function signatureIn({ predicates, asksStandards }: MatchGroup, item: Item): string {
  let signature = '';
  for (const predicate of predicates) {
    const truth = evaluatePredicate(predicate, item);
    // Stryker disable next-line EqualityOperator: any two marks will do
    const other = truth === false ? 'n' : '?';
    signature += truth === true ? 'y' : other;
  }
  return asksStandards ? `${signature} ${JSON.stringify(item.attributes['standards'])}` : signature;
}
