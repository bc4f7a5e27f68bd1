import type { Page } from '@portolan/platform';
import type { MarketScope, Period, Recorded } from '@portolan/regions';

interface Rule {
  readonly valid: Period;
  readonly markets?: MarketScope;
}

/** A rule in the words of the API: times are RFC 3339. */
export type RuleView<Row extends Rule> = Omit<Recorded<Row>, 'valid' | 'markets' | 'recordedAt'> & {
  valid: { from: string | null; until: string | null };
  markets?: { expression: string; coversFutureMarkets: boolean };
  recordedAt: string;
};

export function ruleView<Row extends Rule>(rule: Recorded<Row>): RuleView<Row> {
  const { valid, markets, recordedAt, ...rest } = rule;
  return {
    ...rest,
    valid: { from: rfc3339(valid.from), until: rfc3339(valid.until) },
    ...(markets && {
      markets: { expression: markets.expression, coversFutureMarkets: markets.coversFutureMarkets },
    }),
    recordedAt: recordedAt.toISOString(),
  };
}

export function rulePage<Row extends Rule>(page: Page<Recorded<Row>>): Page<RuleView<Row>> {
  return { ...page, data: page.data.map((rule) => ruleView(rule)) };
}

export function rfc3339(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
