import type { DeviceDescription, PackageNeeds, Recipient } from '@portolan/catalog';

/** A package that runs on every device. */
export function anyPackage(versionCode: number, needs: Partial<PackageNeeds> = {}) {
  return { versionCode, needs: { ...NO_NEEDS, ...needs } };
}

export const NO_NEEDS: PackageNeeds = {
  minSdk: 1,
  targetSdk: 35,
  maxSdk: null,
  abis: [],
  features: [],
  glEsVersion: null,
  screenSizes: ['small', 'normal', 'large', 'xlarge'],
  smallestWidthDp: null,
  compatibleScreens: [],
};

/** Somebody in Germany who is not signed in, with a device that says nothing. */
export function recipient(more: Partial<Recipient> = {}): Recipient {
  return { accountId: null, markets: ['DE'], tracks: [], device: {}, installed: null, ...more };
}

/** A phone of 2024. */
export const PHONE: DeviceDescription = {
  deviceId: 'a-phone',
  sdk: 34,
  abis: ['arm64-v8a', 'armeabi-v7a'],
  features: ['android.hardware.camera', 'android.hardware.telephony'],
  glEsVersion: 196_610,
  screen: { size: 'normal', densityDpi: 480, smallestWidthDp: 411 },
  ramBytes: 8_000_000_000,
  model: 'Pixel 8',
};
