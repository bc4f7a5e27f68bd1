import { DomainError } from '@portolan/platform';
import type { ContextDecision, MarketConflict } from '../../domain';
import { reasonView } from '../decisions/decision-view';

/**
 * Words what speaks against a request, all of its items together; without a word all is well.
 * @throws DomainError `market-conflict` (409, with `conflicts`), `device-not-compatible` (409), `person-not-eligible` (403).
 */
export function assertContext(decisions: Iterable<ContextDecision>): void {
  const refused = [...decisions].filter(({ allowed }) => !allowed);
  if (refused.length === 0) return;
  const reasons = refused.flatMap((decision) => decision.reasons.map(reasonView));
  const conflicts = distinct(refused.flatMap((decision) => decision.conflicts));
  const extra = { reasons, ...(conflicts.length > 0 && { conflicts }) };
  if (conflicts.length > 0) {
    const detail = conflicts.map(wordsOf).join(' ');
    throw new DomainError('conflict', 'market-conflict', detail, { extra });
  }
  if (reasons.some(({ code }) => code === 'TECH.DEVICE_INCOMPATIBLE')) {
    throw new DomainError('conflict', 'device-not-compatible', 'It does not run on this device.', { extra });
  }
  throw new DomainError('forbidden', 'person-not-eligible', 'This person may not have it.', { extra });
}

function distinct(conflicts: readonly MarketConflict[]): MarketConflict[] {
  return [...new Map(conflicts.map((conflict) => [JSON.stringify(conflict), conflict])).values()];
}

function wordsOf({ between, named, asked }: MarketConflict): string {
  switch (between) {
    case 'account':
      return named === null
        ? 'The account has no home market, and apps follow the home market.'
        : `Apps follow the account's home market, ${named}; this is asked for ${asked}.`;
    case 'payment':
      return `The payment method is of ${named ?? 'nowhere'}; an app is paid for with one of the account's market.`;
    case 'ship-to':
      return named === null
        ? 'Devices follow the market that they are sent to, and none is stated.'
        : `Devices follow the market that they are sent to, ${named}; this is asked for ${asked}.`;
    case 'location':
      return `This is not sold to ${named ?? 'nowhere'}, where the request comes from, on account of sanctions.`;
  }
}
