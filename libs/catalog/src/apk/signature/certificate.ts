import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { ApkRejected } from '../apk-problems';
import { inside, readDer, TAG } from './der';

/** A signer's certificate. */
export interface SignerCertificate {
  /** Of the encoded certificate, lower-case hexadecimal. */
  sha256: string;
  /** Most specific part first, as `apksigner` prints it. */
  subject: string;
  notAfter: Date;
  /** Made by the Android build tools for development, with a key that everybody can have. */
  debug: boolean;
  raw: Buffer;
  issuer: Buffer;
  serial: Buffer;
  /** The encoded key as the certificate holds it. */
  publicKey: Buffer;
  key: KeyObject;
}

const VALIDITY_BEFORE_SUBJECT = 1;

export function parseCertificate(raw: Buffer): SignerCertificate {
  const { issuer, serial, publicKey } = readFields(raw);
  const { certificate, key } = decode(raw, publicKey);
  const names = certificate.subject.split('\n').filter((name) => name !== '');
  const notAfter = new Date(certificate.validTo);
  if (Number.isNaN(notAfter.getTime())) throw malformed(`never ends: ${certificate.validTo}`);
  return {
    sha256: createHash('sha256').update(raw).digest('hex'),
    subject: names.reverse().join(', '),
    notAfter,
    debug: names.includes('CN=Android Debug'),
    raw: Buffer.from(raw),
    issuer,
    serial,
    publicKey,
    key,
  };
}

/** The encoded parts that are compared byte by byte, which a decoder does not give out. */
function readFields(raw: Buffer): Pick<SignerCertificate, 'issuer' | 'serial' | 'publicKey'> {
  const body = inside(inside(readDer(raw, TAG.sequence)).next(TAG.sequence));
  body.optional(TAG.context0); // version
  const serial = body.next(TAG.integer).content;
  body.next(TAG.sequence); // algorithm
  const issuer = body.next(TAG.sequence).raw;
  for (let index = 0; index <= VALIDITY_BEFORE_SUBJECT; index += 1) body.next(TAG.sequence);
  return { issuer, serial, publicKey: body.next(TAG.sequence).raw };
}

function decode(raw: Buffer, publicKey: Buffer): { certificate: X509Certificate; key: KeyObject } {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    return { certificate: new X509Certificate(raw), key };
  } catch (error) {
    throw malformed(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function malformed(why: string): ApkRejected {
  return new ApkRejected('apk-signature-malformed', `a certificate ${why}`);
}
