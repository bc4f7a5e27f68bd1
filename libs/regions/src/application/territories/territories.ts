import type { OfferRule } from '../../domain';
import type { RecordedRule } from '../../persistence/rules/rule-repository';

/** What a publisher selected for an item. */
export interface Territories {
  /** `null`: nothing was selected, so the item is offered nowhere. */
  expression: string | null;
  coversFutureMarkets: boolean;
  /** RFC 3339; `null`: nothing was selected. */
  since: string | null;
  /** Codes of the markets that it covers now, in slot order. */
  markets: readonly string[];
  /** Changes with every selection; for `If-Match`. */
  version: string;
}

export function territoriesView(
  known: RecordedRule<OfferRule> | null,
  covered: readonly string[] | null,
): Territories {
  if (known === null) {
    return { expression: null, coversFutureMarkets: false, since: null, markets: [], version: 'none' };
  }
  const { row, recordedAt } = known;
  return {
    expression: row.markets.expression,
    coversFutureMarkets: row.markets.coversFutureMarkets,
    since: row.valid.from === null ? null : new Date(row.valid.from).toISOString(),
    markets: covered ?? [],
    version: recordedAt.getTime().toString(36),
  };
}
