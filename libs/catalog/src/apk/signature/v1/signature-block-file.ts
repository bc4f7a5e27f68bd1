import { constants, createHash, type KeyObject } from 'node:crypto';
import type { ApkLimits } from '../../apk-limits';
import { ApkRejected } from '../../apk-problems';
import { parseCertificate, type SignerCertificate } from '../certificate';
import { inside, readDer, readObjectId, TAG, type DerReader, type DerValue } from '../der';
import { verifies } from '../signature-algorithms';

const OID = { signedData: '1.2.840.113549.1.7.2', messageDigest: '1.2.840.113549.1.9.4' } as const;

const DIGESTS: Record<string, string> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signature algorithms by kind of key; the hash is null where the id names only the kind. */
const SIGNATURES: Record<string, { keyType: string; hash: string | null }> = {
  '1.2.840.113549.1.1.1': { keyType: 'rsa', hash: null },
  '1.2.840.113549.1.1.4': { keyType: 'rsa', hash: 'md5' },
  '1.2.840.113549.1.1.5': { keyType: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { keyType: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', hash: 'sha512' },
  '1.2.840.10040.4.1': { keyType: 'dsa', hash: null },
  '1.2.840.10040.4.3': { keyType: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { keyType: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { keyType: 'dsa', hash: 'sha256' },
  '1.2.840.10045.2.1': { keyType: 'ec', hash: null },
  '1.2.840.10045.4.1': { keyType: 'ec', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { keyType: 'ec', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { keyType: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', hash: 'sha512' },
};

/** Verifies a detached PKCS #7 signature over `content` and returns the signer's certificate. */
export function verifySignatureBlockFile(
  block: Buffer,
  content: Buffer,
  limits: ApkLimits,
): SignerCertificate {
  const contentInfo = inside(readDer(block, TAG.sequence));
  if (readObjectId(contentInfo.any()) !== OID.signedData) throw malformed('is no signed data');
  const signedData = inside(inside(contentInfo.next(TAG.context0)).next(TAG.sequence));
  signedData.next(TAG.integer); // version
  signedData.next(TAG.set); // digest algorithms
  signedData.next(TAG.sequence); // the content, which is the .SF file
  const certificates = readCertificates(signedData.optional(TAG.context0), limits);
  signedData.optional(0xa1); // revocation lists
  const signers = inside(signedData.next(TAG.set));
  const certificate = verifySigner(inside(signers.next(TAG.sequence)), certificates, content);
  if (!signers.done) throw malformed('has several signers');
  return certificate;
}

function readCertificates(value: DerValue | null, limits: ApkLimits): SignerCertificate[] {
  const reader = value === null ? null : inside(value);
  const certificates: SignerCertificate[] = [];
  while (reader !== null && !reader.done) {
    certificates.push(parseCertificate(reader.next(TAG.sequence).raw));
    if (certificates.length > limits.certificates)
      throw new ApkRejected('apk-limit-exceeded', 'too many certificates');
  }
  return certificates;
}

function verifySigner(
  signer: DerReader,
  certificates: SignerCertificate[],
  content: Buffer,
): SignerCertificate {
  signer.next(TAG.integer); // version
  const identity = inside(signer.next(TAG.sequence));
  const issuer = identity.next(TAG.sequence).raw;
  const serial = identity.next(TAG.integer).content;
  const certificate = certificates.find(
    (known) => known.issuer.equals(issuer) && known.serial.equals(serial),
  );
  if (certificate === undefined) throw malformed('does not hold the certificate of its signer');
  const digestId = readObjectId(inside(signer.next(TAG.sequence)).any());
  const attributes = signer.optional(TAG.context0);
  const signatureId = readObjectId(inside(signer.next(TAG.sequence)).any());
  const signature = signer.next(TAG.octetString).content;
  const hash = hashFor(digestId, signatureId, certificate.key);
  const signed = attributes === null ? content : signedAttributes(attributes, hash, content);
  const padding = certificate.key.asymmetricKeyType === 'rsa' ? { padding: constants.RSA_PKCS1_PADDING } : {};
  if (!verifies(hash, signed, { key: certificate.key, ...padding }, signature)) {
    throw invalid('the signature is wrong');
  }
  return certificate;
}

function hashFor(digestId: string, signatureId: string, key: KeyObject): string {
  const hash = DIGESTS[digestId];
  const algorithm = SIGNATURES[signatureId];
  if (hash === undefined || algorithm === undefined) {
    throw new ApkRejected('apk-signature-unsupported', `v1: algorithms ${digestId} and ${signatureId}`);
  }
  if (algorithm.keyType !== key.asymmetricKeyType || (algorithm.hash !== null && algorithm.hash !== hash)) {
    throw invalid('the algorithm does not fit the key or the digest');
  }
  return hash;
}

/** With attributes the signature covers them, and one of them is the digest of the content. */
function signedAttributes(attributes: DerValue, hash: string, content: Buffer): Buffer {
  const reader = inside(attributes);
  let digest: Buffer | null = null;
  while (!reader.done) {
    const attribute = inside(reader.next(TAG.sequence));
    if (readObjectId(attribute.any()) !== OID.messageDigest) continue;
    if (digest !== null) throw malformed('has two digests');
    digest = inside(attribute.next(TAG.set)).next(TAG.octetString).content;
  }
  if (digest === null || !createHash(hash).update(content).digest().equals(digest)) {
    throw new ApkRejected(
      'apk-signature-digest-mismatch',
      'v1: the signature file is not the one that was signed',
    );
  }
  return Buffer.concat([Buffer.from([TAG.set]), attributes.raw.subarray(1)]);
}

function malformed(why: string): ApkRejected {
  return new ApkRejected('apk-signature-malformed', `v1: the signature block file ${why}`);
}

function invalid(why: string): ApkRejected {
  return new ApkRejected('apk-signature-invalid', `v1: ${why}`);
}
