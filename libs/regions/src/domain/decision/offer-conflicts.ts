import type { Item } from '../item/item';
import type { Instant } from '../period';
import { FRESH_ACTIONS, type FreshAction } from '../rules/action';
import { bit } from './snapshot/action-mask';
import type { CompiledOffer } from './snapshot/compiled-rules';
import type { RuleSnapshot } from './snapshot/rule-snapshot';
import { offersFor } from './evaluate/match-item';
import { offerVerdict } from './evaluate/offer-verdict';

/** Two rules that contradict each other where neither is more specific than the other, so that the answer is no. */
export interface OfferConflict {
  readonly side: 'publisher' | 'store';
  /** Ids of the rules. */
  readonly inFavour: string;
  readonly against: string;
  readonly actions: ReadonlySet<FreshAction>;
  /** The slots in which they meet, for some item. */
  readonly slots: ReadonlySet<number>;
  readonly itemCount: number;
  /** The first 20, in the order in which items were given. */
  readonly firstItems: readonly string[];
  /** Pairs of an item and a market. */
  readonly cellCount: number;
}

type Found = { -readonly [Key in keyof OfferConflict]: OfferConflict[Key] };

interface Clash {
  readonly key: string;
  readonly inFavour: string;
  readonly against: string;
  readonly actions: Set<FreshAction>;
  readonly slots: Set<number>;
}

const FIRST_ITEMS = 20;

/**
 * Every pair of offer rules that leaves some item ambiguous in some market at an instant. The cost: one look at each item's rules, and all
 * markets for each set of rules that items have and that says both yes and no.
 */
export class OfferConflicts {
  private readonly byPair = new Map<string, Found>();
  private readonly slots: readonly number[];
  // Items of one category and publisher share their rules, nearly always.
  private readonly known = new Map<string, readonly Clash[]>();

  constructor(
    private readonly rules: RuleSnapshot,
    private readonly at: Instant,
  ) {
    this.slots = rules.markets.markets.map(({ slot }) => slot);
  }

  /** Looks at some items, each of which comes once. */
  look(items: Iterable<Item>): void {
    for (const item of items) {
      for (const side of ['publisher', 'store'] as const) {
        const offers = offersFor(this.rules, side, item);
        // Stryker disable next-line ConditionalExpression,LogicalOperator,ArrowFunction: a shorter way to find nothing
        if (!offers.some(({ row }) => row.offered) || offers.every(({ row }) => row.offered)) continue;
        const key = `${side} ${offers.map(({ row }) => row.id).join(' ')}`;
        let clashes = this.known.get(key);
        if (clashes === undefined) {
          clashes = clashesOf(side, offers, this.slots, this.at);
          this.known.set(key, clashes);
        }
        for (const clash of clashes) note(this.byPair, side, clash, item.id);
      }
    }
  }

  /** What was found so far, by side and ids. */
  found(): OfferConflict[] {
    return [...this.byPair].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, conflict]) => conflict);
  }
}

function clashesOf(
  side: string,
  offers: readonly CompiledOffer[],
  slots: readonly number[],
  at: Instant,
): readonly Clash[] {
  const clashes = new Map<string, Clash>();
  for (const slot of slots) {
    for (const action of FRESH_ACTIONS) {
      const verdict = offerVerdict(offers, slot, at, bit(action));
      for (const { row: yes } of verdict.inFavour) {
        for (const { row: no } of verdict.against) {
          const key = `${side} ${yes.id} ${no.id}`;
          const clash = clashes.get(key) ?? {
            key,
            inFavour: yes.id,
            against: no.id,
            actions: new Set<FreshAction>(),
            slots: new Set<number>(),
          };
          clash.actions.add(action);
          clash.slots.add(slot);
          clashes.set(key, clash);
        }
      }
    }
  }
  return [...clashes.values()];
}

function note(found: Map<string, Found>, side: Found['side'], clash: Clash, itemId: string): void {
  const { key, inFavour, against, actions, slots } = clash;
  const known = found.get(key);
  if (known === undefined) {
    const first = { itemCount: 1, firstItems: [itemId], cellCount: slots.size };
    found.set(key, { side, inFavour, against, actions, slots, ...first });
    return;
  }
  if (known.slots !== slots) known.slots = new Set([...known.slots, ...slots]);
  known.actions = new Set([...known.actions, ...actions]);
  known.itemCount++;
  known.cellCount += slots.size;
  if (known.firstItems.length < FIRST_ITEMS) known.firstItems = [...known.firstItems, itemId];
}
