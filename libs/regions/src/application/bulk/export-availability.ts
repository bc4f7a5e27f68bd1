import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  checkCategory,
  decideMany,
  type FreshAction,
  type Item,
  type ItemKind,
  isWithinCategory,
  type Visibility,
} from '../../domain';
import { KnownWorlds } from '../as-of/known-worlds';
import type { World } from '../as-of/world';
import { codesFor } from '../matrix/matrix-cells';
import { columnsOf } from '../matrix/matrix-columns';

export interface ExportAvailabilityQuery {
  /** Only what is in this category or below it. */
  category?: string | undefined;
  /** `EU + CH` */
  markets: string;
  /** Default: `knownAt`, or now. */
  at?: Date | undefined;
  /** As known then. Default: as known now. */
  knownAt?: Date | undefined;
  action: FreshAction;
  /** How much of the reasons the asker may read. */
  reader: Visibility;
}

/** One item in one market. */
export interface AvailabilityLine {
  readonly itemId: string;
  readonly kind: ItemKind;
  readonly category: string;
  readonly publisherId: string;
  readonly market: string;
  readonly allowed: boolean;
  /** Codes, each once; empty if it is allowed, or if the reasons are not for the reader. */
  readonly reasons: readonly string[];
  /** Where its publisher selected it; `null`: nowhere. */
  readonly selection: string | null;
}

const ITEMS_AT_ONCE = 50;

/**
 * Every item in markets with the reasons, by category and id, some items at a time. All of it is of one epoch, however long
 * it is read.
 */
@Injectable()
export class ExportAvailability {
  constructor(
    private readonly worlds: KnownWorlds,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid-market-scope`, `too-many-columns`, `invalid-category`, `known-at-in-future`. */
  async execute(query: ExportAvailabilityQuery): Promise<AsyncGenerator<AvailabilityLine[]>> {
    const { category, knownAt } = query;
    if (category !== undefined) checkCategory(category);
    const world = await this.worlds.get(knownAt ?? null);
    const at = (query.at ?? knownAt ?? this.clock.now()).getTime();
    const markets = columnsOf(world.snapshot, query.markets, at).map(({ code }) => code);
    const items = world.items.filter(
      (item) => category === undefined || isWithinCategory(item.category, category),
    );
    return linesOf(world, items, markets, query, at);
  }
}

async function* linesOf(
  { snapshot }: World,
  items: readonly Item[],
  markets: readonly string[],
  { action, reader }: ExportAvailabilityQuery,
  at: number,
): AsyncGenerator<AvailabilityLine[]> {
  const selections = new Map<string, string>();
  for (const { row } of snapshot.offers.publisher.rules) {
    const { itemId, valid } = row;
    const holds = (valid.from === null || valid.from <= at) && (valid.until === null || valid.until > at);
    if (itemId !== null && holds) selections.set(itemId, row.markets.expression);
  }
  for (let first = 0; first < items.length; first += ITEMS_AT_ONCE) {
    const part = items.slice(first, first + ITEMS_AT_ONCE);
    const questions = part.flatMap((item) => markets.map((market) => ({ item, market, action, at })));
    const decisions = decideMany(snapshot, questions);
    yield decisions.map(({ allowed, market, reasons }, place): AvailabilityLine => {
      const item = questions[place]?.item;
      if (item === undefined) throw new Error('There are as many decisions as questions.');
      const { id: itemId, kind, category, publisherId } = item;
      const codes = [...codesFor(reasons, reader)];
      const selection = selections.get(itemId) ?? null;
      return { itemId, kind, category, publisherId, market, allowed, reasons: codes, selection };
    });
    await yieldToOthers();
  }
}
