import { DomainError } from '@portolan/platform';

/** Where a release goes, within the territories that the app is offered in; null everywhere means all of them. */
export interface CountryTargeting {
  /** Codes of markets, in the order in which they were given. */
  countries: readonly string[];
  /** All other markets too. With it the list says nothing, and is kept because clients read back what they wrote. */
  includeRestOfWorld: boolean;
}

export const TARGETED_COUNTRIES_MAX = 300;

/** @param markets a market, then those that it is a part of: who targets the whole targets its parts. */
export function isTargeted(targeting: CountryTargeting | null, markets: readonly string[]): boolean {
  return reachesAllMarkets(targeting) || markets.some((market) => targeting?.countries.includes(market));
}

/** Whether a release with this targeting goes to everybody. */
export function reachesAllMarkets(targeting: CountryTargeting | null): boolean {
  return targeting === null || targeting.includeRestOfWorld;
}

/**
 * A release that is out reaches more markets, never fewer: leaving some is what a halt is for.
 * @throws DomainError `targeting-only-widens`.
 */
export function checkWidens(from: CountryTargeting | null, to: CountryTargeting | null): void {
  const lost = reachesAllMarkets(from) ? ['all others'] : (from?.countries ?? []);
  const missing = reachesAllMarkets(to) ? [] : lost.filter((market) => !isTargeted(to, [market]));
  if (missing.length > 0)
    throw new DomainError(
      'conflict',
      'targeting-only-widens',
      `The release is out already and cannot leave markets: ${missing.slice(0, 20).join(', ')}. Halt it instead.`,
    );
}
