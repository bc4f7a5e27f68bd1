import { type MatchGroup, MatchGroups, signatureIn } from '../../decision/evaluate/match-groups';
import { type ItemMatch, matchItem } from '../../decision/evaluate/match-item';
import type { Item } from '../../item/item';
import type { AtlasState } from '../compile/atlas-state';

/** Some kilobytes each, with what they point to: the most that are kept. */
const MATCHES_MAX = 4_096;
const CLASSES_MAX = 65_536;

/**
 * The rules about an item, found once for all items that the rules match alike: most of the time of a decision went into
 * finding the same rules again. What is kept is bounded, and goes with the atlas.
 */
export class ItemMatches {
  private groups: MatchGroups | null = null;
  private byClass: (ItemMatch | undefined)[] = [];
  private classes = 0;
  private readonly bySignature = new Map<string, ItemMatch>();

  constructor(private readonly state: AtlasState) {}

  /** As `matchItem` with the publisher's rules about the item, which the table holds as selections. */
  of(position: number, item: Item): ItemMatch {
    const { positions, profileSets, table } = this.state;
    const alike = this.matchOfClass(positions.klass[position] ?? 0);
    const own = profileSets.offersOf(table.columns.selection[position] ?? 0);
    const others = alike.offers.publisher;
    const publisher = others.length === 0 ? own : own.length === 0 ? others : [...own, ...others];
    return {
      item,
      parent: item.parent === null ? null : this.of(table.columns.parent[position] ?? 0, item.parent),
      prohibitions: alike.prohibitions,
      requirements: alike.requirements,
      offers: { publisher, store: alike.offers.store },
    };
  }

  private matchOfClass(number: number): ItemMatch {
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

  private find(representative: Item): ItemMatch {
    const { rules } = this.state;
    this.groups ??= new MatchGroups(rules);
    const group: MatchGroup = this.groups.groupOf(representative);
    const signature = `${group.name} ${signatureIn(group, representative)}`;
    let match = this.bySignature.get(signature);
    if (match === undefined) {
      match = matchItem(rules, representative);
      if (this.bySignature.size >= MATCHES_MAX) {
        this.bySignature.clear();
        this.forgetClasses();
      }
      this.bySignature.set(signature, match);
    }
    return match;
  }

  private forgetClasses(): void {
    this.byClass = [];
    this.classes = 0;
  }
}
