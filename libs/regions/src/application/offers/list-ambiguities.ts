import { Injectable } from '@nestjs/common';
import {
  Clock,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type FreshAction, type OfferConflict, OfferConflicts } from '../../domain';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { type LiveAnswers, LiveAtlas } from '../decisions/live-atlas';
import { withStoredSelections } from '../shared/item-selections';

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

const ITEMS_AT_ONCE = 5_000;

/**
 * What is ambiguous in the offers now, before somebody stumbles on it: by side, then by the ids of the rules. For staff: a look at every
 * item, some at a time, and at the selections of publishers who also say something about several items. The last answer is kept for the
 * pages after it.
 * @throws DomainError `cursor-invalid`.
 */
@Injectable()
export class ListAmbiguities {
  private last: { mark: string; at: number; found: Promise<Ambiguity[]> } | null = null;

  constructor(
    private readonly live: LiveAtlas,
    private readonly offers: OfferRepository,
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
  ) {}

  async execute(page: PageRequest): Promise<Page<Ambiguity>> {
    const after = decodeCursor(page.cursor, ['string', 'uuid', 'uuid'])?.map(String);
    await this.live.catchUp();
    const all = await this.find(await this.live.now(), this.clock.now().getTime());
    const rows = after === undefined ? all : all.filter((one) => keyOf(one).join(' ') > after.join(' '));
    return toPage(rows.slice(0, page.limit + 1), page.limit, keyOf, (row) => row);
  }

  private find(answers: LiveAnswers, at: number): Promise<Ambiguity[]> {
    const { last } = this;
    const { mark } = answers;
    // Groups and rules change at known days, which a minute's delay hides for a minute.
    if (last?.mark === mark && at >= last.at && at - last.at < 60_000) return last.found;
    const found = this.findAnew(answers, at);
    this.last = { mark, at, found };
    found.catch(() => {
      if (this.last?.found === found) this.last = null;
    });
    return found;
  }

  private async findAnew({ atlas, rules }: LiveAnswers, at: number): Promise<Ambiguity[]> {
    const shared = rules.snapshot;
    const publishers = shared.offers.publisher.rules.flatMap(({ items }) => items.scope.publisherIds);
    // What a caller's transaction has not committed must not be kept for others.
    const selections = await this.transactions.withoutTransaction(() =>
      this.offers.selectionsBeside(publishers),
    );
    const conflicts = new OfferConflicts(withStoredSelections(shared, selections), at);
    for (let from = 0; from < atlas.size; from += ITEMS_AT_ONCE) {
      conflicts.look(atlas.roster.items(from, from + ITEMS_AT_ONCE));
      await yieldToOthers();
    }
    const codes = new Map(shared.markets.markets.map(({ slot, code }) => [slot, code]));
    return conflicts.found().map(({ slots, actions, ...conflict }) => ({
      ...conflict,
      actions: [...actions].sort().reverse(),
      firstItems: [...conflict.firstItems],
      markets: [...slots].sort((a, b) => a - b).map((slot) => codes.get(slot) ?? ''),
    }));
  }
}

function keyOf({ side, inFavour, against }: Ambiguity): [string, string, string] {
  return [side, inFavour, against];
}
