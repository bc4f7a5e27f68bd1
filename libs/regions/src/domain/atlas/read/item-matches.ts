import { type MatchGroup, MatchGroups, signatureIn } from '../../decision/evaluate/match-groups';
import { type ItemMatch, matchItem } from '../../decision/evaluate/match-item';
import type { Item } from '../../item/item';
import type { Compiled, CompiledOffer } from '../../decision/snapshot/compiled-rules';
import type { AtlasState } from '../compile/atlas-state';

/** Some kilobytes each, with what they point to: the most that are kept. */
const MATCHES_MAX = 4_096;
const CLASSES_MAX = 65_536;
/** Some hundred bytes each. */
const REACHING_MAX = 32_768;

/** Of the rules that match an item those that ever reach one market: the others have no part in any answer there. */
type Reaching = Pick<ItemMatch, 'prohibitions' | 'requirements'> & {
  readonly publisher: readonly CompiledOffer[];
  readonly store: readonly CompiledOffer[];
};

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
  private byClass: (KeptMatch | undefined)[] = [];
  private classes = 0;
  private reachings = 0;
  private readonly bySignature = new Map<string, KeptMatch>();

  constructor(private readonly state: AtlasState) {}

  /** As `matchItem` with the publisher's rules about the item, which the table holds as selections, for answers in one market. */
  of(position: number, item: Item, slot: number): ItemMatch {
    const { positions, profileSets, table } = this.state;
    const alike = this.reaching(positions.klass[position] ?? 0, slot);
    const own = profileSets.offersOf(table.columns.selection[position] ?? 0);
    const others = alike.publisher;
    const publisher = others.length === 0 ? own : own.length === 0 ? others : [...own, ...others];
    return {
      item,
      parent: item.parent === null ? null : this.of(table.columns.parent[position] ?? 0, item.parent, slot),
      prohibitions: alike.prohibitions,
      requirements: alike.requirements,
      offers: { publisher, store: alike.store },
    };
  }

  private reaching(klass: number, slot: number): Reaching {
    const kept = this.matchOfClass(klass);
    let reaching = kept.bySlot[slot];
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (reaching === undefined) {
      if (this.reachings >= REACHING_MAX) this.forget();
      reaching = reachingOf(kept.match, slot);
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
    this.byClass = [];
    this.classes = 0;
  }
}

function reachingOf({ prohibitions, requirements, offers }: ItemMatch, slot: number): Reaching {
  const reaches = ({ markets }: Compiled<unknown>) => markets.everCovers(slot);
  return {
    prohibitions: prohibitions.filter(({ rule }) => reaches(rule)),
    requirements: requirements.filter(({ rule }) => reaches(rule)),
    publisher: offers.publisher.filter(reaches),
    store: offers.store.filter(reaches),
  };
}
