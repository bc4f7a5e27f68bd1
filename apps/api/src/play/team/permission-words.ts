import type { Permission } from '@portolan/accounts';
import { DomainError } from '@portolan/platform';

/** Where a word of Google's holds: in the whole publisher, or in one app. */
export type Level = 'developer' | 'app';

/** Google's words for one app, and what they are here. None gives more than it says. */
const COUNTERPARTS: Readonly<Record<string, readonly Permission[]>> = {
  CAN_VIEW_NON_FINANCIAL_DATA: ['apps:read'],
  CAN_MANAGE_DRAFT_APPS: ['apps:write'],
  CAN_MANAGE_PUBLIC_LISTING: ['listings:write'],
  CAN_MANAGE_PUBLIC_APKS: ['artifacts:write', 'releases:write'],
};

/** Who releases to production does these too. Alone they have no counterpart: here nobody releases to testers only. */
const PRODUCTION = 'CAN_MANAGE_PUBLIC_APKS';
const PARTS_OF_PRODUCTION = ['CAN_MANAGE_TRACK_APKS', 'CAN_MANAGE_TRACK_USERS'];

/** Older words for `CAN_VIEW_NON_FINANCIAL_DATA`. */
const OLDER: Readonly<Record<Level, string>> = { developer: 'CAN_SEE_ALL_APPS', app: 'CAN_ACCESS_APP' };

/** All permissions, in the whole publisher only. */
const ADMIN = 'CAN_MANAGE_PERMISSIONS_GLOBAL';

const wordOf = (word: string, level: Level): string => (level === 'developer' ? `${word}_GLOBAL` : word);

export interface ReadWords {
  admin: boolean;
  permissions: Permission[];
}

/** @throws DomainError `permission-unsupported`, with the words that are known. */
export function readWords(given: readonly string[], level: Level): ReadWords {
  const read: ReadWords = { admin: false, permissions: [] };
  const known = new Map(
    Object.entries(COUNTERPARTS).map(([word, ours]) => [wordOf(word, level), ours] as const),
  );
  known.set(OLDER[level], ['apps:read']);
  if (given.includes(wordOf(PRODUCTION, level)))
    for (const part of PARTS_OF_PRODUCTION) known.set(wordOf(part, level), []);
  const unknown: string[] = [];
  for (const word of given) {
    const ours = known.get(word);
    if (level === 'developer' && word === ADMIN) read.admin = true;
    else if (ours === undefined) unknown.push(word);
    else read.permissions.push(...ours);
  }
  if (unknown.length > 0) throw unsupported(unknown, [...known.keys()], level);
  return read;
}

/** The words for what is held, and what no word says. */
export function writeWords(
  held: readonly Permission[],
  level: Level,
): { words: string[]; unsaid: Permission[] } {
  const said = Object.entries(COUNTERPARTS).filter(([, ours]) => ours.every((one) => held.includes(one)));
  const words = said.flatMap(([word]) => (word === PRODUCTION ? [word, ...PARTS_OF_PRODUCTION] : [word]));
  const covered = said.flatMap(([, ours]) => ours);
  return {
    words: words.map((word) => wordOf(word, level)),
    unsaid: held.filter((permission) => !covered.includes(permission)),
  };
}

/** Of somebody who may do everything in the publisher. */
export function adminWords(): string[] {
  const all = Object.values(COUNTERPARTS).flat();
  return [ADMIN, ...writeWords(all, 'developer').words];
}

function unsupported(unknown: readonly string[], known: readonly string[], level: Level): DomainError {
  const parts = PARTS_OF_PRODUCTION.map((word) => wordOf(word, level));
  const alone = unknown.some((word) => parts.includes(word))
    ? ` ${parts.join(' and ')} are taken beside ${wordOf(PRODUCTION, level)} only: whoever releases here may release to production.`
    : '';
  const admin = level === 'developer' ? [ADMIN] : [];
  const names = unknown.slice(0, 10).map((word) => word.slice(0, 60));
  return new DomainError(
    'invalid',
    'permission-unsupported',
    `No counterpart here: ${names.join(', ')}. Known are ${[...admin, ...known].join(', ')}.${alone}`,
  );
}
