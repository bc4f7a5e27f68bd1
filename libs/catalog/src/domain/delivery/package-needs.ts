import { impliedFeatures, type AskedPermission } from './implied-features';
import { SCREEN_SIZES, type ScreenSize } from './device-description';

/** What a package asks of the device that it is installed on. */
export interface PackageNeeds {
  minSdk: number;
  targetSdk: number;
  maxSdk: number | null;
  /** The device has one of them; empty: there is no native code, and it runs on all. */
  abis: readonly string[];
  /** The device has all of them: what the manifest requires, and what its permissions imply. */
  features: readonly string[];
  glEsVersion: number | null;
  /** Sizes that it is made for; a larger screen shows what was made for a smaller one. */
  screenSizes: readonly ScreenSize[];
  smallestWidthDp: number | null;
  /** When not empty, the device's screen is exactly one of them. */
  compatibleScreens: readonly CompatibleScreen[];
}

export interface CompatibleScreen {
  size: ScreenSize;
  densityDpi: number;
}

/** The part of an inspection's report that needs are read from. Reports of older inspections lack the later fields. */
export interface ReportedNeeds {
  minSdk: number;
  targetSdk: number;
  maxSdk?: number | null;
  nativeAbis?: readonly string[] | null;
  features?: readonly { name: string; required: boolean }[] | null;
  permissions?: readonly AskedPermission[] | null;
  glEsVersion?: number | null;
  supportsScreens?:
    (Readonly<Record<ScreenSize, boolean>> & { requiresSmallestWidthDp: number | null }) | null;
  compatibleScreens?: readonly CompatibleScreen[] | null;
}

export function packageNeedsOf(report: ReportedNeeds): PackageNeeds {
  const { minSdk, targetSdk, supportsScreens } = report;
  const declared = report.features ?? [];
  const implied = impliedFeatures(report.permissions ?? [], targetSdk);
  // What the manifest names itself, required or not, is not up to the permissions.
  const added = implied.filter((feature) => !declared.some(({ name }) => name === feature));
  return {
    minSdk,
    targetSdk,
    maxSdk: report.maxSdk ?? null,
    abis: report.nativeAbis ?? [],
    features: [...declared.filter(({ required }) => required).map(({ name }) => name), ...added],
    glEsVersion: report.glEsVersion ?? null,
    screenSizes: SCREEN_SIZES.filter((size) => supportsScreens?.[size] ?? true),
    smallestWidthDp: supportsScreens?.requiresSmallestWidthDp ?? null,
    compatibleScreens: report.compatibleScreens ?? [],
  };
}
