import { constants, createHash, sign } from 'node:crypto';
import { BLOCK_ID } from '../signature/signing-block';
import { u32 } from './binary-xml-writer';
import type { PackageSigner } from './package-signer';
import type { ZipParts } from './zip-writer';

/** How one signer signs by scheme v2 or v3; the numbers of the algorithms are those of the schemes. */
export interface BlockSigner {
  signer: PackageSigner;
  algorithms?: number[];
  /** Scheme v3 only; Android 9 and later unless given. */
  span?: { min: number; max: number };
  attributes?: [number, Buffer][];
}

export interface SigningBlockContent {
  v2?: BlockSigner[];
  v3?: BlockSigner[];
  v31?: BlockSigner[];
  /** Further parts by id. */
  others?: [number, Buffer][];
}

const EVERY_LATER_SDK = 0x7fffffff;
const CHUNK_BYTES = 1024 * 1024;

/** Puts a signing block between the entries and the central directory. */
export function insertSigningBlock(parts: ZipParts, content: SigningBlockContent): Buffer {
  const blocks: [number, Buffer][] = [...(content.others ?? [])];
  for (const scheme of ['v2', 'v3', 'v31'] as const) {
    const signers = content[scheme];
    if (signers === undefined) continue;
    const signed = signers.map((signer) => signBlock(parts, signer, scheme !== 'v2'));
    blocks.push([BLOCK_ID[scheme], prefixed(...signed.map((one) => prefixed(one)))]);
  }
  const pairs = Buffer.concat(
    blocks.map(([id, value]) => Buffer.concat([u64(value.length + 4), u32(id), value])),
  );
  const size = u64(pairs.length + 24);
  const block = Buffer.concat([size, pairs, size, Buffer.from('APK Sig Block 42')]);
  const end = Buffer.from(parts.end);
  end.writeUInt32LE(parts.entries.length + block.length, 16);
  return Buffer.concat([parts.entries, block, parts.directory, end]);
}

/** The attribute by which each key of a lineage, oldest first, vouches for the next one. */
export function proofOfRotation(signers: PackageSigner[]): [number, Buffer] {
  const nodes = signers.map((signer, index) => {
    const previous = signers[index - 1];
    const signedData = Buffer.concat([
      prefixed(signer.certificate),
      u32(previous ? algorithmOf(previous) : 0),
    ]);
    const signature = previous ? signBy(algorithmOf(previous), previous, signedData) : Buffer.alloc(0);
    const next = index + 1 < signers.length ? algorithmOf(signer) : 0;
    return prefixed(prefixed(signedData), u32(0x17), u32(next), prefixed(signature));
  });
  return [0x3ba06f8c, Buffer.concat([u32(1), ...nodes])];
}

function signBlock(parts: ZipParts, block: BlockSigner, rotating: boolean): Buffer {
  const { signer, attributes = [], algorithms = [algorithmOf(signer)] } = block;
  const { min, max } = block.span ?? { min: 28, max: EVERY_LATER_SDK };
  const span = rotating ? Buffer.concat([u32(min), u32(max)]) : Buffer.alloc(0);
  const signedData = Buffer.concat([
    prefixed(...algorithms.map((id) => prefixed(u32(id), prefixed(contentDigest(parts, hashOf(id)))))),
    prefixed(prefixed(signer.certificate)),
    span,
    prefixed(...attributes.map(([id, value]) => prefixed(u32(id), value))),
  ]);
  const signatures = algorithms.map((id) => prefixed(u32(id), prefixed(signBy(id, signer, signedData))));
  return Buffer.concat([prefixed(signedData), span, prefixed(...signatures), prefixed(signer.publicKey)]);
}

function algorithmOf(signer: PackageSigner): number {
  return signer.keyType === 'ec' ? 0x0201 : 0x0103;
}

function hashOf(algorithm: number): string {
  return [0x0102, 0x0104, 0x0202].includes(algorithm) ? 'sha512' : 'sha256';
}

function signBy(algorithm: number, signer: PackageSigner, data: Buffer): Buffer {
  const hash = hashOf(algorithm);
  if (algorithm !== 0x0101 && algorithm !== 0x0102) return sign(hash, data, signer.privateKey);
  const saltLength = hash === 'sha256' ? 32 : 64;
  return sign(hash, data, { key: signer.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

function contentDigest(parts: ZipParts, hash: string): Buffer {
  const digests: Buffer[] = [];
  for (const part of [parts.entries, parts.directory, parts.end]) {
    for (let at = 0; at < part.length; at += CHUNK_BYTES) {
      const piece = part.subarray(at, at + CHUNK_BYTES);
      digests.push(
        createHash(hash)
          .update(Buffer.from([0xa5]))
          .update(u32(piece.length))
          .update(piece)
          .digest(),
      );
    }
  }
  const top = createHash(hash)
    .update(Buffer.from([0x5a]))
    .update(u32(digests.length));
  return top.update(Buffer.concat(digests)).digest();
}

function prefixed(...parts: Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([u32(bytes.length), bytes]);
}

function u64(value: number): Buffer {
  return Buffer.concat([u32(value), u32(0)]);
}
