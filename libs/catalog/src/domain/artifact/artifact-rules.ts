import { DomainError } from '@portolan/platform';
import { longVersionCodeOf, type PackageFacts, signerOf } from './package-facts';

/** What an upload is compared with. */
export interface UploadTarget {
  packageName: string;
  /** The signer of the app's first artifact; null before it. */
  signer: string | null;
  /** The highest version code that was ever uploaded; null before the first. */
  highestVersionCode: number | null;
}

/**
 * The rules between a package and the app it is uploaded to. What a device would refuse to install over the version
 * before is refused here, for good: a number or a certificate that was wrong cannot be repaired on a million phones.
 * @throws DomainError `artifact-package-mismatch`, `artifact-certificate-mismatch`, `artifact-version-code-not-higher`,
 *   `artifact-version-code-too-high`.
 */
export function checkArtifact(facts: PackageFacts, target: UploadTarget): void {
  if (facts.packageName !== target.packageName) {
    throw new DomainError(
      'invalid',
      'artifact-package-mismatch',
      `The package is "${facts.packageName}"; this app is "${target.packageName}".`,
    );
  }
  const signer = signerOf(facts);
  if (target.signer !== null && target.signer !== signer) {
    throw new DomainError(
      'invalid',
      'artifact-certificate-mismatch',
      'The package is signed with another certificate than the first package of this app.',
      { extra: { expected: target.signer.split(','), found: signer.split(',') } },
    );
  }
  const versionCode = longVersionCodeOf(facts);
  if (!Number.isSafeInteger(versionCode)) {
    throw new DomainError(
      'invalid',
      'artifact-version-code-too-high',
      `Version code ${versionCode} leaves no room for a next one.`,
    );
  }
  if (target.highestVersionCode !== null && versionCode <= target.highestVersionCode) {
    throw new DomainError(
      'invalid',
      'artifact-version-code-not-higher',
      `Version code ${versionCode} is not above ${target.highestVersionCode}, the highest that was uploaded.`,
    );
  }
}
