import type { Item } from '../../item/item';
import type {
  Compiled,
  CompiledAcceptance,
  CompiledCredential,
  CompiledOffer,
  CompiledProhibition,
  CompiledRequirement,
} from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';

export interface ProhibitionMatch {
  readonly rule: CompiledProhibition;
  readonly exempting: readonly CompiledCredential[];
}

export interface TypeMatch {
  readonly type: string;
  readonly credentials: readonly CompiledCredential[];
}

export interface RequirementMatch {
  readonly rule: CompiledRequirement;
  /** The standards that one credential has to cover. */
  readonly standards: readonly string[];
  readonly anyOf: readonly (readonly TypeMatch[])[];
  readonly acceptances: readonly CompiledAcceptance[];
}

/** The rules that are about an item and the credentials that cover it, whatever the market and the time. */
export interface ItemMatch {
  readonly item: Item;
  readonly parent: ItemMatch | null;
  readonly prohibitions: readonly ProhibitionMatch[];
  readonly requirements: readonly RequirementMatch[];
  readonly offers: { readonly publisher: readonly CompiledOffer[]; readonly store: readonly CompiledOffer[] };
}

const NONE: readonly never[] = [];

/**
 * What is not known about an item works against it: an unknown predicate leaves the item inside a prohibition and
 * a requirement, and outside a credential and an acceptance. With a `slot`, only what may ever hold in that market.
 */
export function matchItem(rules: RuleSnapshot, item: Item, slot: number | null = null): ItemMatch {
  const reaches = ({ markets }: Compiled<unknown>) => slot === null || markets.everCovers(slot);
  const credentialsByType = new Map<string, readonly CompiledCredential[]>();
  const credentialsOf = (type: string): readonly CompiledCredential[] => {
    let credentials = credentialsByType.get(type);
    // Stryker disable next-line ConditionalExpression: found again, they are the same
    if (credentials === undefined) {
      credentials = rules.credentials
        .candidates(type, item)
        .filter((one) => one.counts && reaches(one) && one.items.matches(item) === true);
      credentialsByType.set(type, credentials);
    }
    return credentials;
  };

  const prohibitions: ProhibitionMatch[] = [];
  rules.prohibitions.forEachCandidate(item, (rule) => {
    if (!reaches(rule) || rule.items.matches(item) === false) return;
    const type = rule.row.exemptingCredentialType;
    prohibitions.push({ rule, exempting: type === null ? NONE : credentialsOf(type) });
  });

  const requirements: RequirementMatch[] = [];
  rules.requirements.forEachCandidate(item, (rule) => {
    if (!reaches(rule) || rule.items.matches(item) === false) return;
    const standards = standardsNeeded(rule, item);
    if (standards === null) return;
    requirements.push({
      rule,
      standards,
      anyOf: rule.row.anyOf.map((types) => {
        return types.map((type) => ({ type, credentials: covering(credentialsOf(type), standards) }));
      }),
      acceptances: (rules.acceptances.get(rule.row.id) ?? NONE).filter(
        ({ items }) => items.matches(item) === true,
      ),
    });
  });

  return {
    item,
    parent: item.parent === null ? null : matchItem(rules, item.parent, slot),
    prohibitions,
    requirements,
    offers: { publisher: offersFor(rules, 'publisher', item), store: offersFor(rules, 'store', item) },
  };
}

/** `null`: the item is known to use none of the standards that the requirement is about. */
function standardsNeeded(rule: CompiledRequirement, item: Item): readonly string[] | null {
  const { standards } = rule.row;
  const used = item.attributes['standards'];
  if (standards.length === 0 || !Array.isArray(used)) return standards;
  const needed = standards.filter((standard) => used.includes(standard));
  return needed.length === 0 ? null : needed;
}

function covering(credentials: readonly CompiledCredential[], standards: readonly string[]) {
  return standards.length === 0 ? credentials : credentials.filter((one) => coversStandards(one, standards));
}

export function coversStandards({ row }: CompiledCredential, needed: readonly string[]): boolean {
  const { standards } = row;
  return standards === null || needed.every((standard) => standards.includes(standard));
}

/** The offer rules of one side that are about an item. */
export function offersFor(
  rules: RuleSnapshot,
  side: 'publisher' | 'store',
  item: Item,
): readonly CompiledOffer[] {
  const offers: CompiledOffer[] = [];
  rules.offers[side].forEachCandidate(item, (offer) => {
    if (offer.items.matches(item) === true) offers.push(offer);
  });
  return offers;
}
