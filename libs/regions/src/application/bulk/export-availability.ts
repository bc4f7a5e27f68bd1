import { Injectable } from '@nestjs/common';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  type Atlas,
  checkCategory,
  type FreshAction,
  inPeriod,
  type ItemKind,
  type Visibility,
} from '../../domain';
import { KnownAnswers } from '../as-of/known-answers';
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

/** Between two of them others have their turn. */
const LINES_AT_ONCE = 1_000;

/**
 * Every item in markets with the reasons, by category and id, some items at a time. All of it is of one epoch, however long
 * it is read.
 */
@Injectable()
export class ExportAvailability {
  constructor(private readonly answers: KnownAnswers) {}

  /** @throws DomainError `invalid-market-scope`, `too-many-columns`, `invalid-category`, `known-at-in-future`. */
  async execute(query: ExportAvailabilityQuery): Promise<AsyncGenerator<AvailabilityLine[]>> {
    const { category, knownAt } = query;
    if (category !== undefined) checkCategory(category);
    const { atlas, rules, at } = await this.answers.get(knownAt ?? null, query.at?.getTime() ?? null);
    const markets = columnsOf(rules, query.markets, at).map(({ code }) => code);
    return linesOf(atlas, markets, query, at);
  }
}

async function* linesOf(
  atlas: Atlas,
  markets: readonly string[],
  { category, ...asked }: ExportAvailabilityQuery,
  at: number,
): AsyncGenerator<AvailabilityLine[]> {
  if (markets.length === 0) return;
  const itemsAtOnce = Math.max(1, Math.floor(LINES_AT_ONCE / markets.length));
  const { roster } = atlas;
  for (const path of roster.paths(category ?? null)) {
    const runs: Int32Array[] = [];
    for (const run of roster.sortedRuns(path)) {
      runs.push(run);
      await yieldToOthers();
    }
    let lines: AvailabilityLine[] = [];
    for (const position of roster.merged(runs)) {
      lines.push(...linesAbout(atlas, position, markets, asked, at));
      if (lines.length < itemsAtOnce * markets.length) continue;
      yield lines;
      lines = [];
      await yieldToOthers();
    }
    if (lines.length > 0) yield lines;
  }
}

function linesAbout(
  atlas: Atlas,
  position: number,
  markets: readonly string[],
  { action, reader }: Pick<ExportAvailabilityQuery, 'action' | 'reader'>,
  at: number,
): AvailabilityLine[] {
  const { id: itemId, kind, category, publisherId } = atlas.roster.item(position);
  const selection = atlas.roster.selectionsOf(position).find(({ valid }) => inPeriod(valid, at));
  return markets.map((market) => {
    const { allowed, reasons } = atlas.decide(position, market, action);
    const codes = [...codesFor(reasons, reader)];
    const expression = selection?.markets.expression ?? null;
    return { itemId, kind, category, publisherId, market, allowed, reasons: codes, selection: expression };
  });
}
