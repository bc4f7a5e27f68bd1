import type { Instant, Period } from '../period';

/**
 * `planned`: known, not opened yet. `open`: sells. `suspended`: sells nothing, keeps serving what people
 * already have (redownload and update). `closed`: serves nothing.
 */
export const MARKET_STATUSES = ['planned', 'open', 'suspended', 'closed'] as const;
export type MarketStatus = (typeof MARKET_STATUSES)[number];

/** The status in force from an instant (`null`: from the beginning) until the next span begins. */
export interface MarketStatusSpan {
  readonly from: Instant | null;
  readonly status: MarketStatus;
}

/** A currency that is legal tender in a market. Two may overlap while one replaces the other. */
export interface MarketCurrency extends Period {
  /** ISO 4217. */
  readonly currency: string;
}

/** A market that takes the place of another from an instant on: the other was renamed, split or merged. */
export interface MarketSuccession {
  readonly market: string;
  readonly from: Instant;
}

/** A place with one set of rules: a country, a territory or a subdivision. */
export interface Market {
  /** ISO 3166-1 alpha-2 where one exists, `XK`, or ISO 3166-2 for a subdivision (`UA-43`). */
  readonly code: string;
  /** The market that this one is a subdivision of. A territory with its own alpha-2 code has none. */
  readonly parent: string | null;
  readonly name: string;
  /** IANA name of the zone that market-local times are read in. */
  readonly zone: string;
  readonly currencies: readonly MarketCurrency[];
  /** In any order; before the first span the market counts as `planned`. A scheduled opening is a span in the future. */
  readonly statuses: readonly MarketStatusSpan[];
  /** From their days on, who names this market names these, too. Default: none. */
  readonly successors?: readonly MarketSuccession[];
  /** 0..511, given once and never reused: the position of the market in every bitset. */
  readonly slot: number;
  /** When the operator added the market: what a scope with `coversFutureMarkets: false` is compared with. */
  readonly addedAt: Instant;
}

export const MARKET_SLOTS = 512;

/** One member for one span. A member that leaves and returns has two rows. */
export interface GroupMembership extends Period {
  readonly market: string;
}

/** Named, dated membership: `EU`, `EFTA`, a UN M49 region, or a group that the operator made. */
export interface MarketGroup {
  /** Shares one name space with market codes. */
  readonly code: string;
  readonly name: string;
  /** `null`: every market, at every time (only `WORLD`). */
  readonly members: readonly GroupMembership[] | null;
  /** New rules do not name it any more; it means what it meant in those that do. Default: false. */
  readonly retired?: boolean;
}

/** Where a rule holds. */
export interface MarketScope {
  /** `WORLD - EU + FR`: codes of markets and groups joined by ` + ` and ` - `, read from left to right. */
  readonly expression: string;
  /**
   * Whether a group in the expression also covers markets that the operator adds after `writtenAt`. It is about
   * rows added to the list of markets; a country that joins the EU is covered by `EU` from its accession in any case.
   */
  readonly coversFutureMarkets: boolean;
  readonly writtenAt: Instant;
}
