import { DomainError } from '@portolan/platform';

const DAY_MS = 86_400_000;

/** Until when a decision may be appealed. @param from the decision; for one from before there was a deadline, when that came. */
export function appealUntil(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}

/** Decisions whose time began after this may still be appealed. */
export function appealableAfter(days: number, now: Date): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** @throws DomainError `appeal-too-late` (conflict), with the instant until which it could be filed. */
export function checkAppealInTime(from: Date, days: number, now: Date): void {
  const until = appealUntil(from, days);
  if (now < until) return;
  throw new DomainError(
    'conflict',
    'appeal-too-late',
    `A decision is appealed within ${days} days; this one could be until ${until.toISOString()}.`,
    { extra: { appealUntil: until.toISOString() } },
  );
}

/** For mails: the last day, which is over in UTC before the time is. */
export function appealWords(decidedAt: Date, days: number): string {
  return `until ${appealUntil(decidedAt, days).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
