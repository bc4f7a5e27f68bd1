import { DomainError } from '@portolan/platform';
import { testersMax, trackKind } from '../../domain/delivery/track-name';

/** @returns how many testers it takes. @throws DomainError `track-without-testers` for production and the open track. */
export function checkHasTesters(track: string): number {
  const max = testersMax(trackKind(track));
  if (max === null)
    throw new DomainError(
      'conflict',
      'track-without-testers',
      `Nobody is named for the track "${track}": ${track === 'open' ? 'people join it by themselves' : 'everybody is on it'}.`,
    );
  return max;
}
