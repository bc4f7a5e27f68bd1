import { sortedInstants } from '../market/timeline';
import type { Instant, Period } from '../period';
import type { RuleRows } from '../rules/rule-rows';

export interface LaterInstants {
  /** Earliest first. */
  readonly instants: readonly Instant[];
  /** Whether these are all. */
  readonly isComplete: boolean;
}

/** Something with a date ahead: equal keys say the same. */
interface Dated {
  readonly key: string;
  readonly valid: Period;
}

/**
 * When, after an instant, something begins or ends that one side says and the other does not: what a change does at these cannot be
 * seen before. Where there are more than `most`, those at which something begins come first, then the earliest.
 */
export function laterInstants(before: RuleRows, after: RuleRows, now: Instant, most: number): LaterInstants {
  const differing = difference(datedIn(before, now), datedIn(after, now));
  const ahead = (ends: (Instant | null)[]) => sortedInstants(ends.filter((end) => end !== null && end > now));
  const begins = ahead(differing.map(({ valid }) => valid.from));
  const all = ahead(differing.flatMap(({ valid }) => [valid.from, valid.until]));
  const ends = all.filter((end) => !begins.includes(end));
  return {
    instants: sortedInstants([...begins, ...ends].slice(0, most)),
    isComplete: all.length <= most,
  };
}

/** Most rules hold since long and without end: only what has a date ahead is written out. */
function datedIn(rows: RuleRows, now: Instant): Dated[] {
  const isAhead = ({ from, until }: Period) => (from ?? now) > now || (until ?? now) > now;
  const rules = (['prohibitions', 'requirements', 'deals', 'riskAcceptances', 'offers'] as const).flatMap(
    (kind) =>
      rows[kind]
        .filter(({ valid }) => isAhead(valid))
        .map((row) => ({ key: `${kind} ${JSON.stringify(row)}`, valid: row.valid })),
  );
  // A paper counts as its deal lets it.
  const deals = new Map<string, string[]>();
  for (const deal of rows.deals) deals.set(deal.id, [...(deals.get(deal.id) ?? []), JSON.stringify(deal)]);
  const papers = rows.credentials
    .filter(({ valid }) => isAhead(valid))
    .map((row) => {
      const deal = row.dealId === null ? [] : deals.get(row.dealId);
      return { key: `credentials ${JSON.stringify([row, deal])}`, valid: row.valid };
    });
  const places = rows.markets.flatMap(({ code, statuses, successors = [] }) => [
    ...statuses.map(({ from, status }) => ({ key: `status ${code} ${from} ${status}`, from })),
    ...successors.map(({ from, market }) => ({ key: `successor ${code} ${from} ${market}`, from })),
  ]);
  const days = places
    .map(({ key, from }) => ({ key, valid: { from, until: null } }))
    .filter(({ valid }) => isAhead(valid));
  const members = rows.groups.flatMap(({ code, members: spans }) =>
    (spans ?? []).filter(isAhead).map(({ market, from, until }) => ({
      key: `member ${code} ${market} ${from} ${until}`,
      valid: { from, until },
    })),
  );
  return [...rules, ...papers, ...days, ...members];
}

/** What is in one list and not in the other, doubles counted. */
function difference(before: readonly Dated[], after: readonly Dated[]): Dated[] {
  const left = new Map<string, Dated[]>();
  for (const one of before) {
    const known = left.get(one.key);
    if (known === undefined) left.set(one.key, [one]);
    else known.push(one);
  }
  const added = after.filter(({ key }) => left.get(key)?.pop() === undefined);
  return [...added, ...[...left.values()].flat()];
}
