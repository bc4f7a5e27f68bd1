import { makeSigner, type PackageSigner, type PackageToWrite, writePackage } from '@portolan/catalog';

export type { PackageSigner };

/** A signer of packages; two with one name are still two. */
export const newSigner = (name = 'Test Publisher'): PackageSigner => makeSigner(name);

/** A small real package that the default review policy lets pass. */
export function testPackage(
  packageName: string,
  versionCode: number,
  signer: PackageSigner,
  more: Partial<PackageToWrite> = {},
): Buffer {
  const usual = { versionName: `1.${versionCode}`, label: 'Test', minSdk: 24, targetSdk: 34 };
  return writePackage({ packageName, versionCode, ...usual, ...more }, signer);
}
