/**
 * The markets whose price holds in this one, nearest first: a subdivision's own price goes before its country's. The
 * code of a subdivision begins with its country's (ISO 3166-2).
 */
export function marketChain(market: string): string[] {
  const [country] = market.split('-');
  return country === undefined || country === market ? [market] : [market, country];
}
