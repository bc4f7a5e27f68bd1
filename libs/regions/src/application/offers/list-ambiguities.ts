import { Injectable } from '@nestjs/common';
import { Clock, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import { type FreshAction, type OfferConflict, offerConflicts } from '../../domain';
import { KnownWorlds } from '../as-of/known-worlds';
import type { World } from '../as-of/world';

/** Two offer rules that contradict each other, and where. */
export interface Ambiguity {
  side: OfferConflict['side'];
  /** Ids of the rules: one offers, the other does not, and neither is more specific. */
  inFavour: string;
  against: string;
  actions: FreshAction[];
  /** Codes, by slot. */
  markets: string[];
  itemCount: number;
  /** Pairs of an item and a market. */
  cellCount: number;
  /** Ids of the first 20 items, by category. */
  firstItems: string[];
}

/**
 * What is ambiguous in the offers now, before somebody stumbles on it: by side, then by the ids of the rules. For staff; one look at every
 * item, and what `KnownWorlds` costs. The last answer is kept for the pages after it.
 * @throws DomainError `cursor-invalid`.
 */
@Injectable()
export class ListAmbiguities {
  private last: { world: World; at: number; found: Ambiguity[] } | null = null;

  constructor(
    private readonly worlds: KnownWorlds,
    private readonly clock: Clock,
  ) {}

  async execute(page: PageRequest): Promise<Page<Ambiguity>> {
    const after = decodeCursor(page.cursor, ['string', 'uuid', 'uuid'])?.map(String);
    const world = await this.worlds.get(null);
    const all = this.find(world, this.clock.now().getTime());
    const rows = after === undefined ? all : all.filter((one) => keyOf(one).join(' ') > after.join(' '));
    return toPage(rows.slice(0, page.limit + 1), page.limit, keyOf, (row) => row);
  }

  private find(world: World, at: number): Ambiguity[] {
    const { last } = this;
    // Groups and rules change at known days, which a minute's delay hides for a minute.
    if (last?.world === world && at >= last.at && at - last.at < 60_000) return last.found;
    const codes = new Map(world.snapshot.markets.markets.map(({ slot, code }) => [slot, code]));
    const found = offerConflicts(world.snapshot, world.items, at).map(({ slots, actions, ...conflict }) => ({
      ...conflict,
      actions: [...actions].sort().reverse(),
      firstItems: [...conflict.firstItems],
      markets: [...slots].sort((a, b) => a - b).map((slot) => codes.get(slot) ?? ''),
    }));
    this.last = { world, at, found };
    return found;
  }
}

function keyOf({ side, inFavour, against }: Ambiguity): [string, string, string] {
  return [side, inFavour, against];
}
