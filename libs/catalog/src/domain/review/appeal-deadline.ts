import { DomainError } from '@portolan/platform';

const DAY_MS = 86_400_000;

/** Until when a decision may be appealed. */
export function appealUntil(decidedAt: Date, days: number): Date {
  return new Date(decidedAt.getTime() + days * DAY_MS);
}

/** @throws DomainError `appeal-too-late` (conflict), with the instant until which it could be filed. */
export function checkAppealInTime(decidedAt: Date, days: number, now: Date): void {
  const until = appealUntil(decidedAt, days);
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
