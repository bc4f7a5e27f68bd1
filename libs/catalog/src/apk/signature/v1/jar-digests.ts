import { createHash } from 'node:crypto';
import type { ManifestSection } from './jar-manifest';

export interface JarDigest {
  hash: string;
  digest: Buffer;
}

/** Android 4.3, the first to look for more than SHA-1. */
const STRONGEST_FIRST_SDK = 18;
const STRONGEST_FIRST = ['sha-512', 'sha-384', 'sha-256', 'sha1'];
/** How JAR files call their hashes, and how `node:crypto` does. */
const HASHES: Record<string, string> = {
  'sha-512': 'sha512',
  'sha-384': 'sha384',
  'sha-256': 'sha256',
  sha1: 'sha1',
  'sha-1': 'sha1',
  sha: 'sha1',
};

/**
 * The digests in a section that the Android versions from `minSdk` on look at: the strongest one, and before 4.3 the
 * first that the section itself lists. Empty when one of the two finds none, for such a device would not verify it.
 */
export function digestsToVerify(section: ManifestSection, suffix: string, minSdk: number): JarDigest[] {
  const strongest = firstOf(section, suffix, STRONGEST_FIRST);
  if (strongest === null) return [];
  if (minSdk >= STRONGEST_FIRST_SDK) return [strongest];
  const listed = section.attributes.get('digest-algorithms') ?? 'SHA SHA1';
  const older = firstOf(section, suffix, listed.toLowerCase().split(' '));
  if (older === null) return [];
  return older.hash === strongest.hash ? [strongest] : [older, strongest];
}

function firstOf(section: ManifestSection, suffix: string, names: string[]): JarDigest | null {
  for (const name of names) {
    const value = section.attributes.get(`${name}${suffix}`);
    const hash = HASHES[name];
    if (value !== undefined && hash !== undefined) return { hash, digest: Buffer.from(value, 'base64') };
  }
  return null;
}

export function matchesAll(digests: JarDigest[], bytes: Buffer): boolean {
  return digests.every(({ hash, digest }) => createHash(hash).update(bytes).digest().equals(digest));
}
