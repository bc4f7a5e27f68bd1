import { evaluatePredicate } from '../../item/evaluate-predicate';
import type { Item } from '../../item/item';
import type { Predicate } from '../../item/predicate';
import type { Compiled } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';

/** What rules ask of the items of one kind, category, publisher and id besides those. */
interface Asked {
  readonly predicates: readonly Predicate[];
  readonly standards: boolean;
}

/**
 * Items that the rules match alike, apart from what they are inside of. Thousands of combinations of attributes come down to a
 * few signatures, since most rules ask for no attribute.
 */
export class MatchGroups {
  private readonly predicated: readonly Compiled<unknown>[];
  private readonly ofStandards: readonly Compiled<unknown>[];
  private readonly known = new Map<string, Asked>();

  constructor(rules: RuleSnapshot) {
    const { prohibitions, requirements, credentials, acceptances, offers } = rules;
    this.predicated = [
      prohibitions.rules,
      requirements.rules,
      credentials.rules,
      [...acceptances.values()].flat(),
      offers.publisher.rules,
      offers.store.rules,
    ].flatMap((list) => list.filter(({ items }) => items.scope.where !== null));
    this.ofStandards = requirements.rules.filter(({ row }) => row.standards.length > 0);
  }

  /** Equal for two items only if `matchItem` finds the same rules, credentials and standards for both. */
  signatureOf(item: Item): string {
    const named = `${item.kind} ${item.category} ${item.publisherId} ${item.id}`;
    let asked = this.known.get(named);
    if (asked === undefined) this.known.set(named, (asked = this.askedOf(item)));
    let signature = named;
    for (const predicate of asked.predicates) {
      const truth = evaluatePredicate(predicate, item);
      signature += truth === true ? ' y' : truth === false ? ' n' : ' ?';
    }
    return asked.standards ? `${signature} ${JSON.stringify(item.attributes['standards'])}` : signature;
  }

  private askedOf(item: Item): Asked {
    const predicates = new Set<Predicate>();
    for (const { items } of this.predicated) {
      if (items.scope.where !== null && items.namesItem(item)) predicates.add(items.scope.where);
    }
    return {
      predicates: [...predicates],
      standards: this.ofStandards.some(({ items }) => items.namesItem(item)),
    };
  }
}
