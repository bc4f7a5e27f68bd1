import { DomainError } from '@portolan/platform';

/** Nothing is recorded before. */
const BEGINNING = new Date(0);

/**
 * An instant to ask for what was known at.
 * @throws DomainError `known-at-in-future`: what will be known then, nobody can say.
 */
export function readKnownAt(instant: Date, now: Date): Date {
  if (instant.getTime() > now.getTime()) {
    const detail = 'What will be known at a later time cannot be answered.';
    const errors = [{ pointer: '/knownAt', code: 'known-at-in-future', detail }];
    throw new DomainError('invalid', 'known-at-in-future', detail, { errors });
  }
  // Postgres writes instants before the year 1 in a form of its own.
  return instant.getTime() < 0 ? BEGINNING : instant;
}
