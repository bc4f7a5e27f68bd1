import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key with a certificate that it signed itself. */
export interface PackageSigner {
  privateKey: KeyObject;
  publicKey: Buffer;
  certificate: Buffer;
  /** SHA-256 of the certificate in hexadecimal. */
  sha256: string;
  subject: string;
  keyType: 'ec' | 'rsa';
  issuer: Buffer;
}

const OID = {
  commonName: [0x55, 0x04, 0x03],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  rsaWithSha256: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b],
  ecPublicKey: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
  rsaEncryption: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  sha256: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
  data: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01],
  signedData: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02],
} as const;
const SERIAL = der(0x02, Buffer.from([1]));
const NULL = der(0x05, Buffer.alloc(0));

export function makeSigner(commonName: string, keyType: 'ec' | 'rsa' = 'ec'): PackageSigner {
  const pair =
    keyType === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' });
  const attribute = der(0x30, oid(OID.commonName), der(0x0c, Buffer.from(commonName)));
  const issuer = der(0x30, der(0x31, attribute));
  const validity = der(
    0x30,
    der(0x17, Buffer.from('200101000000Z')),
    der(0x17, Buffer.from('490101000000Z')),
  );
  const algorithm = signatureAlgorithm(keyType);
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    SERIAL,
    algorithm,
    issuer,
    validity,
    issuer,
    publicKey,
  );
  const signature = sign('sha256', body, pair.privateKey);
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), signature));
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  return {
    privateKey: pair.privateKey,
    publicKey,
    certificate,
    sha256,
    subject: `CN=${commonName}`,
    keyType,
    issuer,
  };
}

/** A detached PKCS #7 signature, the content of a .RSA or .EC file. */
export function signDetached(signer: PackageSigner, content: Buffer): Buffer {
  const digestAlgorithm = der(0x30, oid(OID.sha256), NULL);
  const version = der(0x02, Buffer.from([1]));
  const signerInfo = der(
    0x30,
    version,
    der(0x30, signer.issuer, SERIAL),
    digestAlgorithm,
    der(0x30, oid(signer.keyType === 'ec' ? OID.ecPublicKey : OID.rsaEncryption), NULL),
    der(0x04, sign('sha256', content, signer.privateKey)),
  );
  const certificates = der(0xa0, signer.certificate);
  const content7 = der(0x30, oid(OID.data));
  const signed = der(
    0x30,
    version,
    der(0x31, digestAlgorithm),
    content7,
    certificates,
    der(0x31, signerInfo),
  );
  return der(0x30, oid(OID.signedData), der(0xa0, signed));
}

function signatureAlgorithm(keyType: 'ec' | 'rsa'): Buffer {
  return keyType === 'ec' ? der(0x30, oid(OID.ecdsaWithSha256)) : der(0x30, oid(OID.rsaWithSha256), NULL);
}

function oid(bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const short = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | short.length]), short, content]);
}
