import { FRESH_ACTIONS, type OfferRule, type PlanWish } from '@portolan/regions';
import { z } from 'zod';
import { csvFlag, orEmpty } from '../../../csv/row-report';
import type { CsvLine } from '../../../csv/write-csv';
import { date } from '../../../decisions/schemas';
import { text, uuid } from '../../../http/schemas';
import { rfc3339 } from '../rule-view';

/** What the export has, and the import takes. */
export const PLAN_COLUMNS = [
  'offer_id',
  'category',
  'publisher_id',
  'item_id',
  'markets',
  'covers_future_markets',
  'actions',
  'offered',
  'valid_from',
  'valid_until',
] as const;

/** `do`: `remove` ends the rule, and is written by hand. */
export const PLAN_SHEET = {
  columns: [...PLAN_COLUMNS, 'do'] as const,
  required: ['markets', 'covers_future_markets', 'offered'],
} as const;

export function planLine(rule: OfferRule): CsvLine<(typeof PLAN_COLUMNS)[number]> {
  return {
    offer_id: rule.id,
    category: rule.category,
    publisher_id: rule.publisherId,
    item_id: rule.itemId,
    markets: rule.markets.expression,
    covers_future_markets: rule.markets.coversFutureMarkets,
    actions: rule.actions.join(' '),
    offered: rule.offered,
    valid_from: rfc3339(rule.valid.from),
    valid_until: rfc3339(rule.valid.until),
  };
}

const actions = z
  .string()
  .transform((value) => [...new Set(value.split(' '))])
  .pipe(z.array(z.enum(FRESH_ACTIONS, 'must be list, acquire, or both with a space between')));

export const planRow = z
  .object({
    do: orEmpty(z.enum(['set', 'remove'], 'must be set, remove or empty')),
    offer_id: orEmpty(uuid),
    category: orEmpty(text(1, 200)),
    publisher_id: orEmpty(uuid),
    item_id: orEmpty(uuid),
    markets: orEmpty(text(1, 8_192)),
    covers_future_markets: orEmpty(csvFlag),
    actions: orEmpty(actions),
    offered: orEmpty(csvFlag),
    valid_from: orEmpty(date),
    valid_until: orEmpty(date),
  })
  .transform((row, context): PlanWish => {
    const missing = (column: string): never => {
      const params = { code: 'value-missing' };
      context.addIssue({ code: 'custom', path: [column], message: 'is empty, and is needed here', params });
      return z.NEVER;
    };
    if (row.do === 'remove')
      return row.offer_id === null ? missing('offer_id') : { do: 'remove', offerId: row.offer_id };
    if (row.markets === null) return missing('markets');
    if (row.covers_future_markets === null) return missing('covers_future_markets');
    if (row.offered === null) return missing('offered');
    return {
      do: 'set',
      offerId: row.offer_id,
      category: row.category,
      publisherId: row.publisher_id,
      itemId: row.item_id,
      markets: { expression: row.markets, coversFutureMarkets: row.covers_future_markets },
      actions: row.actions ?? FRESH_ACTIONS,
      offered: row.offered,
      from: row.valid_from,
      until: row.valid_until,
    };
  });
