import { type MatchGroup, MatchGroups, signatureIn } from '../../decision/evaluate/match-groups';
import { matchItem } from '../../decision/evaluate/match-item';
import { type ActionMask, bit } from '../../decision/snapshot/action-mask';
import type { CompiledOffer } from '../../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { Item } from '../../item/item';
import { intersection, type MarketSet, removeAll } from '../../market/market-set';
import type { Instant } from '../../period';
import type { FreshAction } from '../../rules/action';
import type { Profiles, Shape } from '../items/profiles';
import type { Kinds } from '../denials/kinds';
import { deniedMarkets } from './denied-markets';
import { OfferVerdicts } from './offered-markets';
import { selectionOffers } from './selection-offers';
import type { ActionSets } from './standing-markets';

/** What no rule names stands for every publisher, or item, that no rule names. */
const NOBODY = '';

/** Items that no rule can tell apart. */
export interface RuleClass {
  /** One such item, for `matchItem`. */
  readonly representative: Item;
  /** Number of the selection, where the publisher's other rules have a say in what it means; otherwise `null`. */
  readonly selection: number | null;
  /** The number of its names: kind, category, publisher, id and selection. Classes that differ in attributes share it. */
  readonly names: number;
}

/** Numbers for classes, never taken back. */
export class RuleClasses {
  readonly list: RuleClass[] = [];
  /** The classes of each category, since most rules are about a few categories. */
  readonly byCategory = new Map<string, number[]>();
  private readonly numbers = new Map<string, number>();
  private readonly nameNumbers = new Map<string, number>();

  /** @throws RangeError for a number that was not given out. */
  at(number: number): RuleClass {
    const found = this.list[number];
    if (found === undefined) throw new RangeError(`No class has the number ${number}.`);
    return found;
  }

  numberOf(
    shape: number,
    { kind, category, attributes, free }: Shape,
    publisherId: string | null,
    itemId: string | null,
    selection: number | null,
  ): number {
    const key = `${shape} ${selection} ${publisherId ?? NOBODY} ${itemId ?? NOBODY}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      // Stryker disable next-line BooleanLiteral,ArrayDeclaration: of the facts rules ask for one, whether the item is free
      const facts = { published: true, launch: null, withdrawn: null, free, prices: [] };
      const ids = { id: itemId ?? NOBODY, publisherId: publisherId ?? NOBODY };
      const representative = { ...ids, kind, category, attributes, facts, parent: null };
      const names = this.namesOf(`${kind} ${category} ${ids.publisherId} ${ids.id} ${selection}`);
      number = this.list.push({ representative, selection, names }) - 1;
      this.numbers.set(key, number);
      const others = this.byCategory.get(category);
      if (others === undefined) this.byCategory.set(category, [number]);
      else others.push(number);
    }
    return number;
  }

  private namesOf(key: string): number {
    let number = this.nameNumbers.get(key);
    if (number === undefined) this.nameNumbers.set(key, (number = this.nameNumbers.size));
    return number;
  }
}

/** What has been found for classes of the same names. */
interface Known {
  readonly group: MatchGroup;
  /** By signature. */
  readonly kinds: Map<string, number>;
}

/** L0, L1 and the store's side of L2 for a class, and the publisher's where the class knows the selection. */
export class ClassMarkets {
  private readonly verdicts: OfferVerdicts;
  private readonly selections = new Map<number, readonly CompiledOffer[]>();
  private readonly stores = new Map<string, MarketSet>();
  private readonly groups: MatchGroups;
  private readonly byGroup = new Map<string, Known>();
  private readonly byNames: (Known | undefined)[] = [];

  constructor(
    private readonly rules: RuleSnapshot,
    private readonly profiles: Profiles,
    private readonly at: Instant,
    private readonly kinds: Kinds,
  ) {
    this.verdicts = new OfferVerdicts(at);
    this.groups = new MatchGroups(rules);
  }

  /** The number of what the rules make of the class: worked out once for all classes that they match alike. */
  kindOf(one: RuleClass): number {
    const { group, kinds } = (this.byNames[one.names] ??= this.knownOf(one));
    const signature = signatureIn(group, one.representative);
    let kind = kinds.get(signature);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (kind === undefined) kinds.set(signature, (kind = this.kinds.numberOf(this.marketsOf(one))));
    return kind;
  }

  private knownOf({ representative, selection }: RuleClass): Known {
    const group = this.groups.groupOf(representative);
    const key = `${selection} ${group.name}`;
    let known = this.byGroup.get(key);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (known === undefined) this.byGroup.set(key, (known = { group, kinds: new Map() }));
    return known;
  }

  private marketsOf({ representative, selection }: RuleClass): ActionSets {
    const match = matchItem(this.rules, representative);
    const own = selection === null ? null : [...this.offersOf(selection), ...match.offers.publisher];
    const marketsFor = (action: FreshAction) => {
      const mask = bit(action);
      const store = this.storeMarkets(representative, match.offers.store, mask);
      const set = own === null ? store.slice() : intersection(store, this.verdicts.markets(own, mask));
      removeAll(set, deniedMarkets(match, this.at, mask));
      return set;
    };
    return { list: marketsFor('list'), acquire: marketsFor('acquire') };
  }

  /** Offers ask for publisher, category and item only: other classes with the same ones need not compare lists of offers. */
  private storeMarkets(
    { id, publisherId, category }: Item,
    offers: readonly CompiledOffer[],
    mask: ActionMask,
  ): MarketSet {
    const key = `${mask} ${category} ${publisherId} ${id}`;
    let set = this.stores.get(key);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (set === undefined) this.stores.set(key, (set = this.verdicts.markets(offers, mask)));
    return set;
  }

  private offersOf(selection: number): readonly CompiledOffer[] {
    let offers = this.selections.get(selection);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (offers === undefined) {
      offers = selectionOffers(this.profiles.selections.at(selection), this.rules.markets);
      this.selections.set(selection, offers);
    }
    return offers;
  }
}
