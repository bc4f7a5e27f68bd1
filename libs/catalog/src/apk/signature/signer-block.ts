import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import { parseCertificate, type SignerCertificate } from './certificate';
import type { ContentHash } from './content-digest';
import { contentHashOf, verifiesBy } from './signature-algorithms';

/** A range of Android versions, both ends included. */
export interface SdkSpan {
  min: number;
  max: number;
}

/** A signer whose signature over its own statements has been verified; the content is still to be compared. */
export interface VerifiedSigner {
  certificate: SignerCertificate;
  digests: { hash: ContentHash; digest: Buffer }[];
  attributes: Map<number, Buffer>;
  /** Scheme v3 only. */
  span: SdkSpan | null;
}

type Scheme = 'v2' | 'v3';

/** Reads the signers of a v2 or v3 signature and verifies what each has signed with the key of its certificate. */
export function verifySigners(block: Buffer, scheme: Scheme, limits: ApkLimits): VerifiedSigner[] {
  const outer = new ByteCursor(block, 'apk-signature-malformed', `the ${scheme} signature`);
  const list = outer.nested();
  outer.expectEnd();
  const signers: VerifiedSigner[] = [];
  while (list.remaining > 0) {
    if (signers.length >= limits.signers) throw new ApkRejected('apk-limit-exceeded', 'too many signers');
    signers.push(verifySigner(list.nested(), scheme, limits));
  }
  if (signers.length === 0) throw list.broken('has no signer');
  return signers;
}

function verifySigner(cursor: ByteCursor, scheme: Scheme, limits: ApkLimits): VerifiedSigner {
  const signedData = cursor.lengthPrefixed();
  const span = scheme === 'v3' ? readSpan(cursor) : null;
  const signatures = readNumbered(cursor.nested());
  const publicKey = cursor.lengthPrefixed();
  cursor.expectEnd();

  const signed = new ByteCursor(signedData, 'apk-signature-malformed', `the ${scheme} signed data`);
  const digests = readNumbered(signed.nested());
  const certificate = readFirstCertificate(signed.nested(), limits);
  const signedSpan = scheme === 'v3' ? readSpan(signed) : null;
  const attributes = readAttributes(signed.nested());

  if (!certificate.publicKey.equals(publicKey))
    throw invalid(scheme, 'the key is not the key of the certificate');
  if (span?.min !== signedSpan?.min || span?.max !== signedSpan?.max) {
    throw invalid(scheme, 'the Android versions are not the signed ones');
  }
  if (digests.map(({ id }) => id).join() !== signatures.map(({ id }) => id).join()) {
    throw invalid(scheme, 'signatures and digests name different algorithms');
  }
  const supported = signatures.filter(({ id }) => contentHashOf(id) !== undefined);
  if (supported.length === 0)
    throw unsupported(
      scheme,
      signatures.map(({ id }) => id),
    );
  for (const { id, value } of supported) {
    if (!verifiesBy(id, certificate.key, signedData, value)) {
      throw invalid(scheme, `the signature by algorithm 0x${id.toString(16)} is wrong`);
    }
  }
  return { certificate, digests: digests.flatMap(toContentDigest), attributes, span };
}

function toContentDigest({ id, value }: Numbered): { hash: ContentHash; digest: Buffer }[] {
  const hash = contentHashOf(id);
  return hash === undefined ? [] : [{ hash, digest: value }];
}

function readSpan(cursor: ByteCursor): SdkSpan {
  const span = { min: cursor.u32(), max: cursor.u32() };
  if (span.min > span.max) throw cursor.broken('has an empty range of Android versions');
  return span;
}

interface Numbered {
  id: number;
  value: Buffer;
}

/** A list of (algorithm, bytes), the shape of both digests and signatures. */
function readNumbered(list: ByteCursor): Numbered[] {
  const items: Numbered[] = [];
  while (list.remaining > 0) {
    const item = list.nested();
    const id = item.u32();
    const value = item.lengthPrefixed();
    item.expectEnd();
    if (items.some((other) => other.id === id)) throw list.broken('names an algorithm twice');
    items.push({ id, value });
  }
  return items;
}

/** The first certificate is the signer's; the others, its chain, are signed along and say nothing about the key. */
function readFirstCertificate(list: ByteCursor, limits: ApkLimits): SignerCertificate {
  const encoded: Buffer[] = [];
  while (list.remaining > 0) encoded.push(list.lengthPrefixed());
  const [first] = encoded;
  if (first === undefined) throw list.broken('has no certificate');
  if (encoded.length > limits.certificates)
    throw new ApkRejected('apk-limit-exceeded', 'too many certificates');
  return parseCertificate(first);
}

function readAttributes(list: ByteCursor): Map<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  while (list.remaining > 0) {
    const item = list.nested();
    const id = item.u32();
    if (attributes.has(id)) throw list.broken('has an attribute twice');
    attributes.set(id, item.take(item.remaining));
  }
  return attributes;
}

function unsupported(scheme: Scheme, ids: number[]): ApkRejected {
  const names = ids.map((id) => `0x${id.toString(16)}`).join(', ');
  return new ApkRejected('apk-signature-unsupported', `${scheme}: algorithms ${names || 'none'}`);
}

function invalid(scheme: Scheme, why: string): ApkRejected {
  return new ApkRejected('apk-signature-invalid', `${scheme}: ${why}`);
}
