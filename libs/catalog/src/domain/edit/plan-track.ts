import { DomainError } from '@portolan/platform';
import { type CountryTargeting } from '../delivery/country-targeting';
import { FULL_SHARE } from '../delivery/rollout';
import type { CurrentRelease, WantedRelease } from './wanted-release';

/** One step from what is on a track to what should be. */
export type TrackStep =
  | {
      readonly do: 'create';
      readonly wanted: WantedRelease;
      readonly share: number;
      readonly submit: boolean;
    }
  | {
      readonly do: 'describe';
      readonly releaseId: string;
      readonly name: string | null;
      readonly notes: Readonly<Record<string, string>>;
    }
  | {
      readonly do: 'prepare';
      readonly releaseId: string;
      readonly share: number;
      readonly updatePriority: number;
    }
  | { readonly do: 'target'; readonly releaseId: string; readonly targeting: CountryTargeting | null }
  | { readonly do: 'submit'; readonly releaseId: string }
  | { readonly do: 'raise'; readonly releaseId: string; readonly share: number }
  | { readonly do: 'halt'; readonly releaseId: string }
  | { readonly do: 'resume'; readonly releaseId: string };

/** Halts before everything, so that a newer release finds the track free; new releases last. */
const ORDER: readonly TrackStep['do'][] = [
  'halt',
  'describe',
  'prepare',
  'target',
  'resume',
  'raise',
  'submit',
  'create',
];

const WAITING: readonly string[] = ['draft', 'submitted', 'in-review', 'approved'];

/**
 * How to get from the releases that are on a track to those that are wanted there. Releases are told apart by their version
 * codes. One that is not named any more stays: it is superseded when a newer one reaches everybody.
 * @throws DomainError `track-change-invalid`.
 */
export function planTrack(current: readonly CurrentRelease[], wanted: readonly WantedRelease[]): TrackStep[] {
  const names = wanted.map((release) => nameOf(release.versionCodes));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw refused(`Version codes ${twice} stand in two releases of the track.`);
  const steps = wanted.flatMap((release) => {
    checkShareFits(release);
    const name = nameOf(release.versionCodes);
    const known = current.find((one) => nameOf(one.versionCodes) === name);
    return known === undefined ? created(release) : changed(known, release);
  });
  return steps.sort((a, b) => ORDER.indexOf(a.do) - ORDER.indexOf(b.do));
}

function created(wanted: WantedRelease): TrackStep[] {
  if (wanted.versionCodes.length === 0) throw refused('A release names its version codes.');
  if (wanted.status === 'halted')
    throw refused(`There is no release of ${nameOf(wanted.versionCodes)} that could be halted.`);
  return [{ do: 'create', wanted, share: wanted.share ?? FULL_SHARE, submit: wanted.status !== 'draft' }];
}

function changed(known: CurrentRelease, wanted: WantedRelease): TrackStep[] {
  const { id: releaseId, status } = known;
  const steps: TrackStep[] = [];
  const notes = wanted.notes ?? known.notes;
  const name = wanted.name ?? known.name;
  if (name !== known.name || !sameNotes(notes, known.notes))
    steps.push({ do: 'describe', releaseId, name, notes });
  const share = wanted.share ?? (wanted.status === 'completed' ? FULL_SHARE : known.share);
  if (WAITING.includes(status)) {
    if (wanted.status === 'halted') throw refused(`Version ${nameOf(known.versionCodes)} is not out yet.`);
    if (wanted.status === 'draft' && status !== 'draft')
      throw refused(`Version ${nameOf(known.versionCodes)} is under review and no draft any more.`);
    const { updatePriority } = wanted;
    if (share !== known.share || updatePriority !== known.updatePriority)
      steps.push({ do: 'prepare', releaseId, share, updatePriority });
    if (!sameTargeting(wanted.targeting, known.targeting))
      steps.push({ do: 'target', releaseId, targeting: wanted.targeting });
    if (status === 'draft' && wanted.status !== 'draft') steps.push({ do: 'submit', releaseId });
    return steps;
  }
  if (wanted.status === 'draft')
    throw refused(`Version ${nameOf(known.versionCodes)} is out and no draft any more.`);
  if (wanted.status === 'halted') {
    if (status !== 'halted') steps.push({ do: 'halt', releaseId });
    return steps;
  }
  if (status === 'halted') steps.push({ do: 'resume', releaseId });
  if (!sameTargeting(wanted.targeting, known.targeting) && status !== 'live')
    steps.push({ do: 'target', releaseId, targeting: wanted.targeting });
  if (share < known.share)
    throw refused(
      `Version ${nameOf(known.versionCodes)} has reached ${known.share / 10} % already; a share only rises.`,
    );
  if (share > known.share) steps.push({ do: 'raise', releaseId, share });
  return steps;
}

function checkShareFits({ status, share, versionCodes }: WantedRelease): void {
  if (status === 'inProgress' && (share === null || share >= FULL_SHARE))
    throw refused(`A release in progress (${nameOf(versionCodes)}) has a share above 0 and below 1.`);
  if (status === 'completed' && share !== null && share < FULL_SHARE)
    throw refused(`A completed release (${nameOf(versionCodes)}) has no share.`);
}

function nameOf(versionCodes: readonly number[]): string {
  return [...versionCodes].sort((a, b) => a - b).join(', ');
}

function sameNotes(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const text = (notes: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(notes).sort());
  return text(a) === text(b);
}

function sameTargeting(a: CountryTargeting | null, b: CountryTargeting | null): boolean {
  if (a === null || b === null) return a === b;
  return a.includeRestOfWorld === b.includeRestOfWorld && [...a.countries].join() === [...b.countries].join();
}

function refused(detail: string): DomainError {
  return new DomainError('invalid', 'track-change-invalid', detail);
}
