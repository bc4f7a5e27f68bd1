import { createHash } from 'node:crypto';
import { ApkRejected } from '../apk-problems';
import type { Archive } from '../zip/archive';
import type { JarDigest } from './v1/jar-digests';

/**
 * Inflates every entry once, in pieces: sizes and checksums must be the declared ones, and where the JAR signature
 * gives a digest the content must be the signed one. Nothing in the package can then lie about what it unpacks to.
 */
export async function verifyEntries(
  archive: Archive,
  digests: ReadonlyMap<string, JarDigest[]>,
): Promise<void> {
  for (const entry of archive.entries) {
    const expected = (digests.get(entry.name) ?? []).map(({ hash, digest }) => ({
      hash: createHash(hash),
      digest,
    }));
    await archive.stream(entry, (piece) => {
      for (const { hash } of expected) hash.update(piece);
    });
    if (expected.some(({ hash, digest }) => !hash.digest().equals(digest))) {
      throw new ApkRejected('apk-signature-digest-mismatch', `v1: ${entry.name}`);
    }
  }
}
