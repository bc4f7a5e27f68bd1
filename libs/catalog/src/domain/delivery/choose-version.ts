import { type CountryTargeting, isTargeted } from './country-targeting';
import type { DeviceDescription } from './device-description';
import { type DeviceRules, type Misfit, misfitsOf } from './device-fit';
import type { PackageNeeds } from './package-needs';
import { isReached } from './rollout';
import { PRODUCTION } from './track-name';

/** A package as far as the choice looks at it. */
export interface OfferedPackage {
  versionCode: number;
  needs: PackageNeeds;
}

/** A release that is out, or was until it was halted. */
export interface OfferedRelease<Package extends OfferedPackage> {
  id: string;
  track: string;
  status: 'staged' | 'live' | 'halted';
  /** Thousandths of the track's people. */
  share: number;
  salt: string;
  targeting: CountryTargeting | null;
  packages: readonly Package[];
}

/** Who asks, from where, with which device, and what is on it. */
export interface Recipient {
  accountId: string | null;
  /** The market, then those that it is a part of. */
  markets: readonly string[];
  /** Tracks that the account takes part in; everybody is in production. */
  tracks: readonly string[];
  device: DeviceDescription;
  /** The version of this app that is on the device; null: none, or unknown. */
  installed: number | null;
}

/**
 * - `deliver`: this package is what the device has or should have. Equal to `installed`: nothing to do.
 * - `keep`: what is installed is newer than all that the device would get; devices never go back.
 * - `none`: nothing of this app for this device. `misfits` speak against its newest package; without them no release
 *   has reached the caller.
 */
export type VersionChoice<Package extends OfferedPackage> =
  | { outcome: 'deliver'; release: OfferedRelease<Package>; package: Package }
  | { outcome: 'keep' }
  | { outcome: 'none'; misfits: Misfit[] };

/**
 * Which version of an app a given device and account gets: the only definition. Of all releases that have reached the
 * caller, on all tracks that they are in, the package with the highest version code that fits the device.
 *
 * A halted release is for those alone who have it: the device says what is installed, and who had been let in is known
 * from the hash, so that no list of devices has to be kept.
 */
export function chooseVersion<Package extends OfferedPackage>(
  releases: readonly OfferedRelease<Package>[],
  rules: DeviceRules,
  recipient: Recipient,
): VersionChoice<Package> {
  const { device, installed } = recipient;
  const candidates = releases
    .filter((release) => hasReached(release, recipient))
    .flatMap((release) => release.packages.map((offered) => ({ release, package: offered })))
    .filter(
      ({ release, package: { versionCode } }) => release.status !== 'halted' || versionCode === installed,
    )
    .sort((a, b) => b.package.versionCode - a.package.versionCode);
  const best = candidates.find(
    ({ package: { versionCode, needs } }) =>
      // What runs on the device fits it, whatever anybody writes about either.
      versionCode === installed || misfitsOf(needs, rules, device).length === 0,
  );
  if (best !== undefined && (installed === null || best.package.versionCode >= installed))
    return { outcome: 'deliver', ...best };
  const [newest] = candidates;
  const isOld = newest !== undefined && installed !== null && newest.package.versionCode <= installed;
  if (best !== undefined || isOld) return { outcome: 'keep' };
  return {
    outcome: 'none',
    misfits: newest === undefined ? [] : misfitsOf(newest.package.needs, rules, device),
  };
}

function hasReached(release: OfferedRelease<OfferedPackage>, recipient: Recipient): boolean {
  const { track, status, share, salt, targeting } = release;
  if (track !== PRODUCTION && !recipient.tracks.includes(track)) return false;
  if (!isTargeted(targeting, recipient.markets)) return false;
  return status === 'live' || isReached(share, salt, subjectOf(recipient));
}

/** The account, so that all devices of a person are treated alike; the device of who is not signed in. */
function subjectOf({ accountId, device: { deviceId } }: Recipient): string | null {
  if (accountId !== null) return `account:${accountId}`;
  return deviceId === undefined ? null : `device:${deviceId}`;
}
