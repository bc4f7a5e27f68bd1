/** Screen sizes of Android, from the smallest to the largest. */
export const SCREEN_SIZES = ['small', 'normal', 'large', 'xlarge'] as const;
export type ScreenSize = (typeof SCREEN_SIZES)[number];

/**
 * What a device says of itself. Whatever it leaves out is unknown, and what is unknown is never held against it:
 * better an app that a device refuses than one that its owner cannot find.
 */
export interface DeviceDescription {
  /** Stable for this device and this store; stands in for the account of people who are not signed in. */
  deviceId?: string | undefined;
  /** API level, `Build.VERSION.SDK_INT`. */
  sdk?: number | undefined;
  /** `Build.SUPPORTED_ABIS`, best first. */
  abis?: readonly string[] | undefined;
  /** All names of `PackageManager.getSystemAvailableFeatures()`. */
  features?: readonly string[] | undefined;
  /** As Android writes it: the major version in the upper half, so that 3.1 is 196609. */
  glEsVersion?: number | undefined;
  screen?:
    | {
        size?: ScreenSize | undefined;
        densityDpi?: number | undefined;
        smallestWidthDp?: number | undefined;
      }
    | undefined;
  ramBytes?: number | undefined;
  /** `Build.MODEL`. */
  model?: string | undefined;
}
