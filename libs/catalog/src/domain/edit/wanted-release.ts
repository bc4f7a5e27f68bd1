import type { CountryTargeting } from '../delivery/country-targeting';
import type { ReleaseStatus } from '../release/release-status';

export const WANTED_STATUSES = ['draft', 'inProgress', 'halted', 'completed'] as const;
/** What a publisher wants of a release, in the words of publishing tools. */
export type WantedStatus = (typeof WANTED_STATUSES)[number];

/** A release as it should be on its track. */
export interface WantedRelease {
  readonly versionCodes: readonly number[];
  readonly status: WantedStatus;
  readonly name: string | null;
  /** Thousandths; null where the status says it: all for `completed`, as far as it has come for `halted`. */
  readonly share: number | null;
  readonly targeting: CountryTargeting | null;
  /** By locale; null leaves them as they are. */
  readonly notes: Readonly<Record<string, string>> | null;
  readonly updatePriority: number;
}

/** A release as it is. */
export interface CurrentRelease {
  readonly id: string;
  readonly status: ReleaseStatus;
  readonly versionCodes: readonly number[];
  readonly name: string | null;
  readonly share: number;
  readonly targeting: CountryTargeting | null;
  readonly notes: Readonly<Record<string, string>>;
  readonly updatePriority: number;
}

/** What a release on its track is in those words: what is under review counts as what it will be. */
export function wantedStatusOf({ status, share }: Pick<CurrentRelease, 'status' | 'share'>): WantedStatus {
  if (status === 'draft' || status === 'rejected') return 'draft';
  if (status === 'halted') return 'halted';
  return share < 1_000 ? 'inProgress' : 'completed';
}
