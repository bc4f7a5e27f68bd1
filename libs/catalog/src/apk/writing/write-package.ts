import { writeApk } from './apk-writer';
import type { PackageSigner } from './package-signer';

/** What a package that we write says of itself. */
export interface PackageToWrite {
  packageName: string;
  versionCode: number;
  versionName: string;
  label: string;
  /** 24 or more: such Androids verify scheme v2. */
  minSdk: number;
  targetSdk: number;
  permissions?: readonly string[];
  debuggable?: boolean;
  testOnly?: boolean;
}

/**
 * Writes a small, real Android package without code, signed by APK Signature Scheme v2: for the demo store, and for tests,
 * which need packages with any manifest and signer.
 */
export function writePackage(about: PackageToWrite, signer: PackageSigner): Buffer {
  const { packageName, versionCode, versionName, label, minSdk, targetSdk, permissions = [] } = about;
  const { debuggable, testOnly } = about;
  return writeApk({
    manifest: {
      packageName,
      versionCode,
      manifest: { versionName },
      sdk: { minSdkVersion: minSdk, targetSdkVersion: targetSdk },
      application: {
        label,
        ...(debuggable === undefined ? {} : { debuggable }),
        ...(testOnly === undefined ? {} : { testOnly }),
      },
      children: permissions.map((name) => ({ tag: 'uses-permission', attributes: { name } })),
    },
    block: { v2: [{ signer }] },
  });
}
