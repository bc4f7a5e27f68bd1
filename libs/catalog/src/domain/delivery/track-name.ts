import { DomainError } from '@portolan/platform';

/** Everybody is on it. */
export const PRODUCTION = 'production';

/** Tracks that every app has. Any other name is a closed track that its publisher made. */
export const BUILT_IN_TRACKS = ['internal', 'open', PRODUCTION] as const;

/**
 * - `internal`: up to 100 testers by e-mail, for every build.
 * - `closed`: named by the publisher, testers by e-mail.
 * - `open`: whoever wants to.
 * - `production`: everybody.
 */
export type TrackKind = 'internal' | 'closed' | 'open' | 'production';

export const TRACK_NAME_MAX_LENGTH = 50;
export const TRACK_NAME = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

export function trackKind(name: string): TrackKind {
  return BUILT_IN_TRACKS.find((builtIn) => builtIn === name) ?? 'closed';
}

/** @throws DomainError `track-name-invalid`, `track-exists` for the name of a built-in track. */
export function checkClosedTrackName(name: string): string {
  if (name.length > TRACK_NAME_MAX_LENGTH || !TRACK_NAME.test(name))
    throw new DomainError(
      'invalid',
      'track-name-invalid',
      `A track is named in lower-case letters, digits, "-" and "_", at most ${TRACK_NAME_MAX_LENGTH}.`,
    );
  if (trackKind(name) !== 'closed') throw trackExists(name);
  return name;
}

export function trackExists(name: string): DomainError {
  return new DomainError('conflict', 'track-exists', `The app has a track "${name}" already.`);
}

/** How many testers a track takes; null where nobody is named. */
export function testersMax(kind: TrackKind): number | null {
  return { internal: 100, closed: 2_000, open: null, production: null }[kind];
}

/** Higher first within a list of tracks. */
export function trackOrder(name: string): number {
  return { production: 0, open: 1, closed: 2, internal: 3 }[trackKind(name)];
}
