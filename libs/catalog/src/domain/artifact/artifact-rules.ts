import { DomainError } from '@portolan/platform';
import { longVersionCodeOf, type PackageFacts, signerOf } from './package-facts';

/** What an upload is compared with. */
export interface UploadTarget {
  packageName: string;
  /** The signer of the app's newest artifact; null before the first. */
  signer: string | null;
  /** The signers before it, the oldest first. */
  previousSigners: readonly string[];
  /** The highest version code that was ever uploaded; null before the first. */
  highestVersionCode: number | null;
}

/**
 * The rules between a package and the app it is uploaded to. What a device would refuse to install over the version
 * before is refused here, for good: a number or a certificate that was wrong cannot be repaired on a million phones.
 * @throws DomainError `artifact-package-mismatch`, `artifact-certificate-mismatch`, `artifact-version-code-not-higher`,
 *   `artifact-version-code-too-high`, `artifact-lineage-incomplete`.
 */
export function checkArtifact(facts: PackageFacts, target: UploadTarget): void {
  checkPackageName(facts, target.packageName);
  if (target.signer !== null) checkSigner(facts, target.signer, target.previousSigners);
  const versionCode = versionCodeOf(facts);
  if (target.highestVersionCode !== null && versionCode <= target.highestVersionCode) {
    throw new DomainError(
      'invalid',
      'artifact-version-code-not-higher',
      `Version code ${versionCode} is not above ${target.highestVersionCode}, the highest that was uploaded.`,
    );
  }
}

/** @throws DomainError `artifact-package-mismatch`. */
export function checkPackageName(facts: PackageFacts, packageName: string): void {
  if (facts.packageName !== packageName) {
    throw new DomainError(
      'invalid',
      'artifact-package-mismatch',
      `The package is "${facts.packageName}"; this app is "${packageName}".`,
    );
  }
}

/** @throws DomainError `artifact-version-code-too-high` for one that a number does not hold exactly. */
export function versionCodeOf(facts: PackageFacts): number {
  const versionCode = longVersionCodeOf(facts);
  if (!Number.isSafeInteger(versionCode)) {
    throw new DomainError(
      'invalid',
      'artifact-version-code-too-high',
      `Version code ${versionCode} leaves no room for a next one.`,
    );
  }
  return versionCode;
}

/**
 * Either the pinned signer or a key that it has vouched for (the proof of rotation was verified by the inspection). A key
 * was never given up for nothing: a package by a former key has no proof that leads from the pinned one to it.
 */
function checkSigner(facts: PackageFacts, pinned: string, previous: readonly string[]): void {
  const signer = signerOf(facts);
  const lineage = facts.signature.lineage ?? [];
  const rotated = signer !== pinned;
  if (rotated && !(lineage.at(-1) === signer && lineage.indexOf(pinned) >= 0)) {
    throw new DomainError(
      'invalid',
      'artifact-certificate-mismatch',
      'The package is signed with another certificate than the packages of this app, and none of theirs vouches for it.',
      { extra: { expected: pinned.split(','), found: signer.split(',') } },
    );
  }
  const history = [...previous, pinned];
  if ((rotated || previous.length > 0) && !isPartOf(history, lineage)) {
    throw new DomainError(
      'invalid',
      'artifact-lineage-incomplete',
      'The proof of rotation leaves out a certificate that this app was signed with: devices that have such a version would refuse the package.',
      { extra: { expected: history, found: lineage } },
    );
  }
}

/** Whether all of them are there, in their order. */
function isPartOf(history: readonly string[], lineage: readonly string[]): boolean {
  const places = history.map((signer) => lineage.indexOf(signer));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}
