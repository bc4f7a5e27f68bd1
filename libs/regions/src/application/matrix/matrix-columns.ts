import { DomainError } from '@portolan/platform';
import type { Instant, Market, RuleSnapshot } from '../../domain';

export const MOST_COLUMNS = 300;

/**
 * The markets that an expression covers at an instant, by code.
 * @throws DomainError `invalid-market-scope`, `too-many-columns`.
 */
export function columnsOf({ markets }: RuleSnapshot, expression: string, at: Instant): Market[] {
  const codes = markets.covered({ expression, coversFutureMarkets: true, writtenAt: at }, at);
  if (codes.length > MOST_COLUMNS) {
    const detail = `A matrix has at most ${MOST_COLUMNS} markets; these are ${codes.length}.`;
    const errors = [{ pointer: '/markets', code: 'too-many-columns', detail }];
    throw new DomainError('invalid', 'too-many-columns', detail, { errors });
  }
  return codes.sort().map((code) => markets.market(code));
}
