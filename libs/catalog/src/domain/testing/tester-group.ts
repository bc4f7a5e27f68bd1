import { DomainError } from '@portolan/platform';

export const GROUPS_PER_PUBLISHER = 100;
export const ADDRESSES_PER_GROUP = 2_000;
export const GROUPS_PER_TRACK = 10;

/** Addresses as they are stored and compared: trimmed, in lower case, each once, in their order. */
export function testerAddresses(emails: readonly string[]): string[] {
  return [...new Set(emails.map((email) => email.trim().toLowerCase()))].sort();
}

export function tooManyTesters(track: string, max: number): DomainError {
  return new DomainError('invalid', 'too-many-testers', `The track "${track}" takes ${max} testers.`);
}
