import {
  Atlas,
  buildSnapshot,
  type FreshAction,
  type Instant,
  type Item,
  type ItemRecord,
  type RuleRows,
  type RuleSnapshot,
} from '../../domain';
import type { StoredItem } from '../../persistence/item-repository';
import { linkItems } from '../../persistence/link-items';
import { atlasRules, isSelection } from '../shared/item-selections';

/** The answers about every item of a world at one instant, as bits. Items are named by their place in `World.items`. */
export class WorldAnswers {
  constructor(
    readonly atlas: Atlas,
    private readonly rules: RuleSnapshot,
    /** Of the items in the atlas; those of other instants have the same. */
    private readonly positions: Int32Array,
  ) {}

  may(action: FreshAction, slot: number, place: number): boolean {
    return this.atlas.may(action, slot, this.positions[place] ?? -1);
  }

  /** The answers of the same world at this instant or a later one: only what a date in between touches is compiled. */
  later(at: Instant): WorldAnswers {
    return new WorldAnswers(this.atlas.withRules(this.rules, at), this.rules, this.positions);
  }

  /** The answers of other rules about the same items, at the same instant. */
  by(rules: RuleSnapshot): WorldAnswers {
    return new WorldAnswers(this.atlas.withRules(rules, this.atlas.at), rules, this.positions);
  }

  holdAt(at: Instant): boolean {
    const { at: from, validUntil } = this.atlas;
    return from <= at && (validUntil === null || at < validUntil);
  }
}

/** All rules and all items as they were known at one moment. Never changes; some 2 kB for each item. */
export class World {
  readonly snapshot: RuleSnapshot;
  /** By category, then id. */
  readonly items: readonly Item[];
  /** The places of the items whose category is exactly this. */
  readonly placesByCategory: ReadonlyMap<string, readonly number[]>;
  private readonly records: readonly ItemRecord[];
  /** The rules without what the atlas takes with the items. */
  private readonly bulkRules: RuleSnapshot;
  private answers: WorldAnswers | null = null;

  constructor(
    private readonly rules: RuleRows,
    stored: readonly StoredItem[],
  ) {
    this.snapshot = buildSnapshot(rules);
    const { snapshot, record } = atlasRules(rules);
    this.bulkRules = snapshot;
    this.records = stored.map(record);
    this.items = [...linkItems(stored).values()].sort(byCategoryAndId);
    const places = new Map<string, number[]>();
    this.items.forEach(({ category }, place) => {
      const known = places.get(category);
      if (known === undefined) places.set(category, [place]);
      else known.push(place);
    });
    this.placesByCategory = places;
  }

  /** As the answers take them, as if there were no such credential. */
  rulesWithout(credentialId: string): RuleSnapshot {
    const { credentials, offers } = this.rules;
    return buildSnapshot({
      ...this.rules,
      credentials: credentials.filter(({ id }) => id !== credentialId),
      offers: offers.filter((offer) => !isSelection(offer)),
    });
  }

  /** Compiles everything, some 0.3 s for a million items, unless the last answers still hold at that instant. */
  answersAt(at: Instant): WorldAnswers {
    if (this.answers?.holdAt(at) === true) return this.answers;
    const atlas = Atlas.compile(this.records, this.bulkRules, at, 0);
    const positions = Int32Array.from(this.items, ({ id }) => atlas.positionOf(id));
    return (this.answers = new WorldAnswers(atlas, this.bulkRules, positions));
  }
}

function byCategoryAndId(a: Item, b: Item): number {
  if (a.category !== b.category) return a.category < b.category ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
