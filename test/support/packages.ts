import { buildPackage } from '../../apps/api/src/demo/packages/build-package';
import {
  createSigningIdentity,
  type SigningIdentity,
} from '../../apps/api/src/demo/packages/signing-identity';

export type { SigningIdentity };

/** A signer of packages; two with one name are still two. */
export const newSigner = (name = 'Test Publisher'): SigningIdentity =>
  createSigningIdentity(name, new Date('2026-01-01T00:00:00Z'));

type Spec = Parameters<typeof buildPackage>[0];

/** A small real package that the default review policy lets pass. */
export function testPackage(
  packageName: string,
  versionCode: number,
  signer: SigningIdentity,
  more: Partial<Spec> = {},
): Buffer {
  return buildPackage(
    {
      packageName,
      versionCode,
      versionName: `1.${versionCode}`,
      label: 'Test',
      minSdk: 24,
      targetSdk: 34,
      ...more,
    },
    signer,
  );
}
