import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import type { Archive } from '../zip/archive';
import type { SignerCertificate } from './certificate';
import { contentDigests } from './content-digest';
import { verifyRotatingSigners, type RotatingSigners } from './rotating-signers';
import { verifySigners, type VerifiedSigner } from './signer-block';
import { BLOCK_ID, type SigningBlock } from './signing-block';
import { verifyJarSignature, type JarSignature } from './v1/jar-signature';
import { verifyEntries } from './verify-entries';

const STRIPPING_PROTECTION = 0xbeeff00d;
/** The first Android versions that understand scheme v2 and scheme v3. */
const V2_SDK = 24;
const V3_SDK = 28;
/** From this target on Android demands v2 or newer. */
const V2_DEMANDED_BY_TARGET_SDK = 30;

/** What of the manifest decides which schemes count. */
export interface SignatureDemands {
  minSdk: number;
  targetSdk: number;
  targetSandboxVersion: number;
}

export interface VerifiedSignature {
  /** The schemes that some Android from `minSdk` on goes by, and that hold. */
  schemes: { v1: boolean; v2: boolean; v3: boolean };
  /** By the newest scheme; several signers only in v1 and v2. */
  certificates: SignerCertificate[];
  /** Oldest first; empty without a change of key. */
  lineage: SignerCertificate[];
  /** Entries that may be changed without breaking a signature. */
  unprotected: string[];
}

/** Verifies the signatures that Android from `minSdk` on looks at, each over the whole content. */
export async function verifySignature(
  archive: Archive,
  block: SigningBlock | null,
  demands: SignatureDemands,
  limits: ApkLimits,
): Promise<VerifiedSignature> {
  const v3 = verifyV3(block, demands.minSdk, limits);
  const v2 = v3 === null || demands.minSdk < V3_SDK ? verifyV2(block, limits) : null;
  if (block !== null) await expectContent(archive, block, [...(v3?.signers ?? []), ...(v2 ?? [])]);
  const newer = new Set([...(v2 === null ? [] : [2]), ...(v3 === null ? [] : [3])]);
  const v1 =
    demands.minSdk < V2_SDK || newer.size === 0
      ? await verifyV1(archive, demands.minSdk, newer, limits)
      : null;
  if (demands.minSdk < V3_SDK && v1 === null && v2 === null) {
    throw new ApkRejected(
      'apk-signature-missing',
      `no v2 signature for Android SDK ${Math.max(V2_SDK, demands.minSdk)}`,
    );
  }
  if (newer.size === 0) expectOldSchemeAllowed(archive, demands);
  await verifyEntries(archive, v1?.digests ?? new Map());
  expectSameSigners(v1, v2, v3);
  return {
    schemes: { v1: v1 !== null, v2: v2 !== null, v3: v3 !== null },
    certificates:
      v3 !== null ? [v3.certificate] : (v2?.map(({ certificate }) => certificate) ?? v1?.certificates ?? []),
    lineage: v3?.lineage ?? [],
    unprotected: newer.size === 0 ? (v1?.unprotected ?? []) : [],
  };
}

function verifyV3(block: SigningBlock | null, minSdk: number, limits: ApkLimits): RotatingSigners | null {
  const v3 = block?.parts.get(BLOCK_ID.v3);
  const v31 = block?.parts.get(BLOCK_ID.v31);
  if (v3 !== undefined) return verifyRotatingSigners(v3, v31, minSdk, limits);
  if (v31 !== undefined) throw new ApkRejected('apk-signature-stripped', 'v3.1 is there without v3');
  return null;
}

function verifyV2(block: SigningBlock | null, limits: ApkLimits): VerifiedSigner[] | null {
  const v2 = block?.parts.get(BLOCK_ID.v2);
  if (v2 === undefined) return null;
  const signers = verifySigners(v2, 'v2', limits);
  for (const { attributes } of signers) {
    const announced = attributes.get(STRIPPING_PROTECTION);
    if (announced !== undefined && announced.length >= 4 && announced.readUInt32LE(0) === 3) {
      if (!block?.parts.has(BLOCK_ID.v3)) {
        throw new ApkRejected('apk-signature-stripped', 'v2 announces v3, which is not there');
      }
    }
  }
  return signers;
}

async function verifyV1(
  archive: Archive,
  minSdk: number,
  newer: ReadonlySet<number>,
  limits: ApkLimits,
): Promise<JarSignature | null> {
  const v1 = await verifyJarSignature(archive, minSdk, newer, limits);
  if (v1 !== null) return v1;
  const why = newer.size === 0 ? 'there is none' : `Android SDK ${minSdk} needs a v1 signature`;
  throw new ApkRejected('apk-signature-missing', why);
}

async function expectContent(
  archive: Archive,
  block: SigningBlock,
  signers: VerifiedSigner[],
): Promise<void> {
  const expected = signers.flatMap(({ digests }) => digests);
  const actual = await contentDigests(
    archive.file,
    archive.end,
    block.offset,
    new Set(expected.map(({ hash }) => hash)),
  );
  for (const { hash, digest } of expected) {
    if (!actual.get(hash)?.equals(digest)) {
      throw new ApkRejected(
        'apk-signature-digest-mismatch',
        `the ${hash} digest of the package is not the signed one`,
      );
    }
  }
}

/** A JAR signature covers entries and nothing between them, and newer Android does not accept it for everything. */
function expectOldSchemeAllowed(archive: Archive, demands: SignatureDemands): void {
  const [gap] = archive.gaps;
  if (gap !== undefined) {
    throw new ApkRejected('apk-zip-uncovered-data', `${gap.length} bytes at offset ${gap.offset}`);
  }
  if (demands.targetSdk >= V2_DEMANDED_BY_TARGET_SDK || demands.targetSandboxVersion > 1) {
    throw new ApkRejected(
      'apk-signature-scheme-too-old',
      `target SDK ${demands.targetSdk} demands v2 or newer`,
    );
  }
}

/** Devices of different age must come to the same signer, or to one that its successor vouches for. */
function expectSameSigners(
  v1: JarSignature | null,
  v2: VerifiedSigner[] | null,
  v3: RotatingSigners | null,
): void {
  const byScheme = [v1?.certificates, v2?.map(({ certificate }) => certificate)].filter(
    (list) => list !== undefined,
  );
  const sets = byScheme.map((list) =>
    list
      .map(({ sha256 }) => sha256)
      .sort()
      .join(),
  );
  if (v3 !== null) sets.push((v3.lineage[0] ?? v3.certificate).sha256);
  if (new Set(sets).size > 1) throw new ApkRejected('apk-signature-signers-differ', sets.join(' and '));
}
