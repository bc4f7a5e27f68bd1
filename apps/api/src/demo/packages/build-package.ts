import { createHash, createSign } from 'node:crypto';
import { binaryManifest, type ManifestSpec } from './binary-manifest';
import type { SigningIdentity } from './signing-identity';
import { writeZip } from './zip-writer';

const CHUNK = 1024 * 1024;
const V2_BLOCK_ID = 0x7109871a;
const ECDSA_SHA256 = 0x0201;
const MAGIC = 'APK Sig Block 42';

/**
 * A small, real Android package: a binary manifest, an asset, signed with APK Signature Scheme v2 (which Android 7
 * and newer verify, so `minSdk` should be 24 or more). For the demo store and for tests, which need packages with any manifest and signer.
 */
export function buildPackage(
  spec: ManifestSpec,
  identity: SigningIdentity,
  extra: readonly { name: string; content: Buffer }[] = [],
): Buffer {
  const { entries, centralDirectory, end } = writeZip([
    { name: 'AndroidManifest.xml', content: binaryManifest(spec) },
    ...extra,
  ]);
  const digest = contentDigest([entries, centralDirectory, end]);
  const block = signingBlock(signer(digest, identity));
  const moved = Buffer.from(end);
  moved.writeUInt32LE(entries.length + block.length, 16);
  return Buffer.concat([entries, block, centralDirectory, moved]);
}

/** The scheme's two-level digest: of each chunk of at most 1 MiB, then of all chunk digests. */
function contentDigest(sections: readonly Buffer[]): Buffer {
  const digests: Buffer[] = [];
  for (const section of sections) {
    for (let start = 0; start < section.length; start += CHUNK) {
      const part = section.subarray(start, start + CHUNK);
      digests.push(
        createHash('sha256')
          .update(Buffer.from([0xa5]))
          .update(u32(part.length))
          .update(part)
          .digest(),
      );
    }
  }
  return createHash('sha256')
    .update(Buffer.from([0x5a]))
    .update(u32(digests.length))
    .update(Buffer.concat(digests))
    .digest();
}

function signer(digest: Buffer, identity: SigningIdentity): Buffer {
  const digests = prefixed(prefixed(Buffer.concat([u32(ECDSA_SHA256), prefixed(digest)])));
  const signedData = Buffer.concat([
    digests,
    prefixed(prefixed(identity.certificate)),
    prefixed(Buffer.alloc(0)),
  ]);
  const signature = createSign('sha256').update(signedData).sign(identity.privateKey);
  const signatures = prefixed(prefixed(Buffer.concat([u32(ECDSA_SHA256), prefixed(signature)])));
  return prefixed(prefixed(Buffer.concat([prefixed(signedData), signatures, prefixed(identity.publicKey)])));
}

function signingBlock(value: Buffer): Buffer {
  const pair = Buffer.concat([u64(value.length + 4), u32(V2_BLOCK_ID), value]);
  const size = u64(pair.length + 8 + MAGIC.length);
  return Buffer.concat([size, pair, size, Buffer.from(MAGIC, 'latin1')]);
}

const prefixed = (value: Buffer): Buffer => Buffer.concat([u32(value.length), value]);

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}
