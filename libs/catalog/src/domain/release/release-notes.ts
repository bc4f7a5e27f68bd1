import { DomainError } from '@portolan/platform';

export const RELEASE_NOTE_MAX_LENGTH = 500;
export const RELEASE_NOTE_LOCALES = 100;

/** Trims the notes and drops empty ones. @throws DomainError `release-notes-invalid`. */
export function checkReleaseNotes(notes: Readonly<Record<string, string>>): Record<string, string> {
  const written = Object.entries(notes)
    .map(([locale, note]) => [locale, note.trim()] as const)
    .filter(([, note]) => note !== '');
  const tooLong = written.find(([, note]) => note.length > RELEASE_NOTE_MAX_LENGTH);
  if (tooLong !== undefined)
    throw refuse(`The notes in ${tooLong[0]} exceed ${RELEASE_NOTE_MAX_LENGTH} characters.`);
  if (written.length > RELEASE_NOTE_LOCALES)
    throw refuse(`At most ${RELEASE_NOTE_LOCALES} locales have notes.`);
  return Object.fromEntries(written);
}

function refuse(detail: string): DomainError {
  return new DomainError('invalid', 'release-notes-invalid', detail);
}
