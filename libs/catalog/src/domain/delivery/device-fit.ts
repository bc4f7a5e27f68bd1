import { type DeviceDescription, SCREEN_SIZES } from './device-description';
import type { PackageNeeds } from './package-needs';

/** What a publisher rules out for the whole app, beyond what its packages say. */
export interface DeviceRules {
  minRamBytes: number | null;
  /** `Build.MODEL`, compared without regard to case. */
  excludedModels: readonly string[];
}

export const NO_DEVICE_RULES: DeviceRules = { minRamBytes: null, excludedModels: [] };

/** Why a package is nothing for a device. The codes are part of the API. */
export interface Misfit {
  code: MisfitCode;
  /** A sentence for a person. */
  detail: string;
}

interface Pair {
  needs: PackageNeeds;
  rules: DeviceRules;
  device: DeviceDescription;
}

/**
 * Newer Androids refuse to install packages with an old target: Android 14 (34) below 23, Android 15 (35) below 24.
 * https://developer.android.com/about/versions/14/behavior-changes-all#minimum-target-api-level
 */
const LOWEST_TARGETS = [
  { from: 35, target: 24 },
  { from: 34, target: 23 },
];

/** Each check says what is wrong, or null: also when the device does not say what the check would look at. */
const CHECKS = {
  'sdk-too-low': ({ needs, device }: Pair) =>
    device.sdk !== undefined && device.sdk < needs.minSdk
      ? `It needs Android API level ${needs.minSdk}; the device has ${device.sdk}.`
      : null,
  'sdk-too-high': ({ needs, device }: Pair) =>
    device.sdk !== undefined && needs.maxSdk !== null && device.sdk > needs.maxSdk
      ? `It is made for Android up to API level ${needs.maxSdk}; the device has ${device.sdk}.`
      : null,
  'target-sdk-too-old': ({ needs, device: { sdk } }: Pair) => {
    const rule = sdk === undefined ? undefined : LOWEST_TARGETS.find(({ from }) => sdk >= from);
    return rule !== undefined && needs.targetSdk < rule.target
      ? `Its target SDK is ${needs.targetSdk}; the device installs nothing below ${rule.target}.`
      : null;
  },
  'abi-missing': ({ needs, device: { abis } }: Pair) =>
    abis !== undefined && needs.abis.length > 0 && !needs.abis.some((abi) => abis.includes(abi))
      ? `It has native code for ${needs.abis.join(', ')} only.`
      : null,
  'feature-missing': ({ needs, device: { features } }: Pair) => {
    const missing = features === undefined ? [] : needs.features.filter((name) => !features.includes(name));
    return missing.length > 0 ? `It needs ${missing.join(', ')}.` : null;
  },
  'gl-es-too-low': ({ needs, device: { glEsVersion } }: Pair) =>
    glEsVersion !== undefined && needs.glEsVersion !== null && glEsVersion < needs.glEsVersion
      ? `It needs OpenGL ES ${glEsText(needs.glEsVersion)}; the device has ${glEsText(glEsVersion)}.`
      : null,
  'screen-unsupported': (pair: Pair) => (screenFits(pair) ? null : 'It is not made for a screen like this.'),
  'ram-too-small': ({ rules: { minRamBytes }, device: { ramBytes } }: Pair) =>
    ramBytes !== undefined && minRamBytes !== null && ramBytes < minRamBytes
      ? `It needs ${minRamBytes} bytes of memory; the device has ${ramBytes}.`
      : null,
  'model-excluded': ({ rules, device: { model } }: Pair) =>
    model !== undefined && rules.excludedModels.some((name) => name.toLowerCase() === model.toLowerCase())
      ? 'The publisher does not offer it on this model.'
      : null,
};

export type MisfitCode = keyof typeof CHECKS;
export const MISFIT_CODES = Object.keys(CHECKS) as [MisfitCode, ...MisfitCode[]];

/** Everything that speaks against a package on a device; empty when it fits or nothing is known. */
export function misfitsOf(needs: PackageNeeds, rules: DeviceRules, device: DeviceDescription): Misfit[] {
  return MISFIT_CODES.flatMap((code): Misfit[] => {
    const detail = CHECKS[code]({ needs, rules, device });
    return detail === null ? [] : [{ code, detail }];
  });
}

/**
 * What was made for a small screen is shown on a larger one, not the other way round: as Google Play reads
 * `<supports-screens>`. `<compatible-screens>` is a list of exact screens.
 */
function screenFits({ needs, device: { screen } }: Pair): boolean {
  if (screen === undefined) return true;
  const { size, densityDpi, smallestWidthDp } = screen;
  if (smallestWidthDp !== undefined && smallestWidthDp < (needs.smallestWidthDp ?? 0)) return false;
  if (size !== undefined) {
    const upToIt = SCREEN_SIZES.slice(0, SCREEN_SIZES.indexOf(size) + 1);
    if (!upToIt.some((smaller) => needs.screenSizes.includes(smaller))) return false;
  }
  return (
    needs.compatibleScreens.length === 0 ||
    needs.compatibleScreens.some(
      (screenOf) =>
        (size === undefined || screenOf.size === size) &&
        (densityDpi === undefined || screenOf.densityDpi === densityDpi),
    )
  );
}

function glEsText(version: number): string {
  return `${Math.floor(version / 65_536)}.${version % 65_536}`;
}
