import type { Ahead } from '../../decision/decide-matched';
import {
  factsHaveDates,
  marketHasDates,
  offersHaveDates,
  rulesHaveDates,
} from '../../decision/evaluate/dates-ahead';
import { isUnmet, prohibits } from '../../decision/evaluate/examine';
import { type MatchGroup, MatchGroups, signatureIn } from '../../decision/evaluate/match-groups';
import { type ItemMatch, matchItem } from '../../decision/evaluate/match-item';
import type { Item } from '../../item/item';
import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import { type Compiled, type CompiledOffer, holds } from '../../decision/snapshot/compiled-rules';
import type { AtlasState } from '../compile/atlas-state';
import { NO_PARENT } from '../items/item-columns';
import { Remembered } from './remembered';

/** Some kilobytes each, with what they point to: the most that are kept. */
const MATCHES_MAX = 4_096;
const CLASSES_MAX = 65_536;
/** Some hundred bytes each. */
const REACHING_MAX = 32_768;
const NO_OFFERS: readonly CompiledOffer[] = [];

type Rules = Pick<ItemMatch, 'prohibitions' | 'requirements' | 'offers'>;

/** Of the rules that match an item, what has a part in the answers in one market. */
interface Reaching {
  /** Those that stand in the way, or offer, at the instant of the atlas. */
  readonly now: Rules;
  /** Those that ever reach the market. */
  readonly ever: Rules;
  /** Whether these or the market have any dates ahead. */
  readonly hasDates: boolean;
  /** Neither dates ahead nor a requirement that is not met, be it an advisory one. */
  readonly isPlain: boolean;
}

/** What `decideMatched` is given. */
export interface FoundMatch extends Ahead {
  readonly now: ItemMatch;
}

interface KeptMatch {
  readonly match: ItemMatch;
  readonly bySlot: (Reaching | undefined)[];
}

/**
 * The rules about an item, found once for all items that the rules match alike: most of the time of a decision went into
 * finding the same rules again, and into asking rules of other markets. What is kept is bounded, and goes with the atlas.
 */
export class ItemMatches {
  private groups: MatchGroups | null = null;
  private byClass: (KeptMatch | undefined)[];
  private classes = 0;
  private reachings = 0;
  private readonly bySignature = new Map<string, KeptMatch>();
  private readonly plainSelections: Remembered;
  private readonly plainStandings: Remembered;

  constructor(private readonly state: AtlasState) {
    const { table, profileSets, at } = state;
    const { selections, standings } = table.profiles;
    this.byClass = this.noClasses();
    this.plainSelections = new Remembered(selections.size, (number) => {
      return !offersHaveDates(profileSets.offersOf(number), at);
    });
    this.plainStandings = new Remembered(standings.size, (number) => {
      const { launch, withdrawn } = standings.at(number).facts;
      // Stryker disable next-line ConditionalExpression: asked at length, the answer is the same
      return launch === null && withdrawn === null;
    });
  }

  /**
   * Whether nothing more is to be said of an item that can be listed and acquired in a market: no requirement is left to mention, it
   * is no pre-order, and no date ahead has a part in it.
   */
  // Stryker disable next-line BlockStatement: asked at length, the answer is the same
  isPlain(position: number, market: Market): boolean {
    const { selection, standing, parent } = this.state.table.columns;
    if (!this.reaching(position, market).isPlain) return false;
    if (!this.plainSelections.of(selection[position] ?? 0)) return false;
    if (!this.plainStandings.of(standing[position] ?? 0)) return false;
    const above = parent[position] ?? NO_PARENT;
    return above === NO_PARENT || this.isPlain(above, market);
  }

  /** As `matchItem` with the publisher's rules about the item, which the table holds as selections, for answers in one market. */
  of(position: number, item: Item, market: Market): FoundMatch {
    const { at, profileSets, table } = this.state;
    const reaching = this.reaching(position, market);
    const { selection, standing } = table.columns;
    const [selected, stands] = [selection[position] ?? 0, standing[position] ?? 0];
    const own = profileSets.offersOf(selected);
    const parent = item.parent === null ? null : this.of(this.parentOf(position), item.parent, market);
    return {
      now: matchOf(item, parent?.now ?? null, reaching.now, holdingOf(own, market.slot, at)),
      hasDates:
        reaching.hasDates ||
        !this.plainSelections.of(selected) ||
        (!this.plainStandings.of(stands) && factsHaveDates(item, market, at)) ||
        parent?.hasDates === true,
      match: () => matchOf(item, parent?.match() ?? null, reaching.ever, own),
    };
  }

  private parentOf(position: number): number {
    return this.state.table.columns.parent[position] ?? 0;
  }

  private reaching(position: number, market: Market): Reaching {
    const { slot } = market;
    const kept = this.matchOfClass(this.state.positions.klass[position] ?? 0);
    let reaching = kept.bySlot[slot];
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (reaching === undefined) {
      // Stryker disable next-line ConditionalExpression,EqualityOperator: found again, it is the same
      if (this.reachings >= REACHING_MAX) this.forget();
      reaching = reachingOf(kept.match, market, this.state);
      kept.bySlot[slot] = reaching;
      this.reachings++;
    }
    return reaching;
  }

  private matchOfClass(number: number): KeptMatch {
    let match = this.byClass[number];
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (match === undefined) {
      match = this.find(this.state.classes.at(number).representative);
      // Stryker disable next-line ConditionalExpression,EqualityOperator: found again, it is the same
      if (this.classes >= CLASSES_MAX) this.forgetClasses();
      this.byClass[number] = match;
      this.classes++;
    }
    return match;
  }

  private find(representative: Item): KeptMatch {
    const { rules } = this.state;
    this.groups ??= new MatchGroups(rules);
    const group: MatchGroup = this.groups.groupOf(representative);
    const signature = `${group.name} ${signatureIn(group, representative)}`;
    let kept = this.bySignature.get(signature);
    if (kept === undefined) {
      kept = { match: matchItem(rules, representative), bySlot: [] };
      // Stryker disable next-line ConditionalExpression,EqualityOperator: found again, it is the same
      if (this.bySignature.size >= MATCHES_MAX) this.forget();
      this.bySignature.set(signature, kept);
    }
    return kept;
  }

  private forget(): void {
    this.bySignature.clear();
    this.reachings = 0;
    this.forgetClasses();
  }

  private forgetClasses(): void {
    this.byClass = this.noClasses();
    this.classes = 0;
  }

  /** Of its full length at once: an array that grows by leaps is looked up like a map. */
  private noClasses(): undefined[] {
    // Stryker disable next-line ArrayDeclaration: the same array, and slower
    return new Array<undefined>(this.state.classes.list.length).fill(undefined);
  }
}

function holdingOf(offers: readonly CompiledOffer[], slot: number, at: Instant): readonly CompiledOffer[] {
  let holding: CompiledOffer[] | null = null;
  for (const offer of offers) if (holds(offer, slot, at)) (holding ??= []).push(offer);
  return holding ?? NO_OFFERS;
}

function matchOf(
  item: Item,
  parent: ItemMatch | null,
  { prohibitions, requirements, offers }: Rules,
  own: readonly CompiledOffer[],
): ItemMatch {
  const others = offers.publisher;
  const publisher = others.length === 0 ? own : own.length === 0 ? others : [...own, ...others];
  return { item, parent, prohibitions, requirements, offers: { publisher, store: offers.store } };
}

function reachingOf(
  { prohibitions, requirements, offers }: ItemMatch,
  market: Market,
  { rules, at }: AtlasState,
): Reaching {
  const { slot } = market;
  const reaches = ({ markets }: Compiled<unknown>) => markets.everCovers(slot);
  // Stryker disable MethodExpression: a rule that has no part in the answer is asked in vain
  const ever = {
    prohibitions: prohibitions.filter(({ rule }) => reaches(rule)),
    requirements: requirements.filter(({ rule }) => reaches(rule)),
    offers: { publisher: offers.publisher.filter(reaches), store: offers.store.filter(reaches) },
  };
  const applies = (offer: CompiledOffer) => holds(offer, slot, at);
  const now = {
    prohibitions: ever.prohibitions.filter((match) => prohibits(match, slot, at)),
    requirements: ever.requirements.filter((match) => isUnmet(match, slot, at)),
    offers: { publisher: ever.offers.publisher.filter(applies), store: ever.offers.store.filter(applies) },
  };
  // Stryker restore MethodExpression
  const hasDates = rulesHaveDates(ever, at) || marketHasDates(rules.markets, market, at);
  return { now, ever, hasDates, isPlain: !hasDates && now.requirements.length === 0 };
}
