import type { Selection } from '../../persistence/rules/offer-repository';

/** What a publisher selected for an item. */
export interface Territories {
  /** `null`: nothing was selected, so the item is offered nowhere. */
  expression: string | null;
  coversFutureMarkets: boolean;
  /** RFC 3339; `null`: nothing was selected. */
  since: string | null;
  /** Codes of the markets that it covers now, in slot order. */
  markets: readonly string[];
  /** The epoch of the selection, for `If-Match`; 0: nothing was selected. */
  version: number;
}

export function territoriesView(known: Selection | null, covered: readonly string[]): Territories {
  if (known === null)
    return { expression: null, coversFutureMarkets: false, since: null, markets: [], version: 0 };
  const { markets, valid } = known.offer;
  return {
    expression: markets.expression,
    coversFutureMarkets: markets.coversFutureMarkets,
    since: valid.from === null ? null : new Date(valid.from).toISOString(),
    markets: covered,
    version: known.epoch,
  };
}
