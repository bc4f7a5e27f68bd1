import type { Instant, ItemScope, MarketScope, Period } from '../../domain';
import { EVERY_ITEM } from '../../domain';

/** Columns that every rule row has, in the JSON form that Postgres gives them. */
export interface StoredVersion {
  readonly version: string;
  readonly id: string;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly recorded_from: string;
}

export interface StoredMarkets {
  readonly markets: string;
  readonly covers_future_markets: boolean;
  readonly written_at: string;
}

export function instantOf(text: string): Instant;
export function instantOf(text: string | null): Instant | null;
export function instantOf(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}

export function dateOf(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant);
}

export function periodOf(row: { valid_from: string | null; valid_until: string | null }): Period {
  return { from: instantOf(row.valid_from), until: instantOf(row.valid_until) };
}

export function periodColumns(valid: Period) {
  return { valid_from: dateOf(valid.from), valid_until: dateOf(valid.until) };
}

export function marketsOf(row: StoredMarkets): MarketScope {
  return {
    expression: row.markets,
    coversFutureMarkets: row.covers_future_markets,
    writtenAt: instantOf(row.written_at),
  };
}

export function marketsColumns(scope: MarketScope) {
  return {
    markets: scope.expression,
    covers_future_markets: scope.coversFutureMarkets,
    written_at: new Date(scope.writtenAt),
  };
}

/** Written by `itemsColumn` alone, and so trusted to have the shape; a part that did not exist then puts no limit. */
export function itemsOf(stored: Partial<ItemScope>): ItemScope {
  return { ...EVERY_ITEM, ...stored };
}

/** Conditions on the versions of a row (`recorded`) and on rows that are never taken back (`added`). */
export interface Known {
  readonly recorded: (alias: string) => string;
  readonly added: (alias: string) => string;
}

export const NOW: Known = { recorded: (alias) => `${alias}.recorded_until IS NULL`, added: () => 'true' };
/** At an instant, given as SQL. */
export function knownAt(instant: string): Known {
  return {
    recorded: (alias) =>
      `${alias}.recorded_from <= ${instant} AND (${alias}.recorded_until IS NULL OR ${alias}.recorded_until > ${instant})`,
    added: (alias) => `${alias}.added_at <= ${instant}`,
  };
}
