import { DomainError } from '@portolan/platform';
import { atStrikeLimit, STRIKE_POLICY } from '../review/strike-policy';
import { type Finding, isBlocking } from './review-policy';

/** What a release is looked at for before it may be submitted. */
export interface ReleaseToSubmit {
  defaultLocale: string;
  /** Locales that have a listing. */
  locales: readonly string[];
  versionCode: number;
  /** The highest version code that is out on the release's track; null if none is. */
  liveVersionCode: number | null;
  /** Whether it goes to a part of production only, and there is nothing that the others get. */
  leavesOthersWithout?: boolean;
  findings: readonly Finding[];
  /** Of the publisher, those that count. */
  strikes?: number;
}

/** One thing that stands between a release and the review. */
export interface Obstacle {
  code:
    | 'listing-missing'
    | 'artifact-missing'
    | 'draft-release-missing'
    | 'release-has-blocking-findings'
    | 'release-version-not-higher'
    | 'rollout-needs-live-release'
    | 'too-many-strikes';
  detail: string;
}

export function obstaclesOf(release: ReleaseToSubmit): Obstacle[] {
  const obstacles = [
    ...strikeObstacles(release.strikes ?? 0),
    ...listingObstacles(release.defaultLocale, release.locales),
  ];
  const blocking = release.findings.filter(isBlocking);
  if (blocking.length > 0) {
    obstacles.push({
      code: 'release-has-blocking-findings',
      detail: `The automated checks refuse the package: ${blocking.map(({ code }) => code).join(', ')}.`,
    });
  }
  const { versionCode, liveVersionCode } = release;
  if (liveVersionCode !== null && versionCode <= liveVersionCode) {
    obstacles.push({
      code: 'release-version-not-higher',
      detail: `Version code ${versionCode} is not above ${liveVersionCode}, which is live: devices never go back.`,
    });
  }
  if (release.leavesOthersWithout === true) {
    obstacles.push({
      code: 'rollout-needs-live-release',
      detail: 'Only a part of the people would get this release, and there is no live one for the others.',
    });
  }
  return obstacles;
}

function strikeObstacles(active: number): Obstacle[] {
  if (!atStrikeLimit(active)) return [];
  return [
    {
      code: 'too-many-strikes',
      detail: `${active} strikes against the publisher count now; with ${STRIKE_POLICY.limit} nothing can be submitted.`,
    },
  ];
}

export function listingObstacles(defaultLocale: string, locales: readonly string[]): Obstacle[] {
  if (locales.includes(defaultLocale)) return [];
  return [
    { code: 'listing-missing', detail: `There is no listing in the app's default locale, ${defaultLocale}.` },
  ];
}

/** @throws DomainError with the code of the first obstacle; all of them in `errors`, all findings in `findings`. */
export function checkReady(release: ReleaseToSubmit): void {
  const obstacles = obstaclesOf(release);
  const [first] = obstacles;
  if (first === undefined) return;
  throw new DomainError('invalid', first.code, first.detail, {
    errors: obstacles.map(({ code, detail }) => ({ pointer: '', code, detail })),
    extra: { findings: release.findings },
  });
}
