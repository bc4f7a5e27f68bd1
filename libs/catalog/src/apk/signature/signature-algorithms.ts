import { constants, verify, type KeyObject } from 'node:crypto';
import type { ContentHash } from './content-digest';

interface SignatureAlgorithm {
  hash: ContentHash;
  keyType: 'rsa' | 'ec' | 'dsa';
  /** RSA only: the salt of PSS padding; without it the padding is PKCS #1 v1.5. */
  saltBytes?: number;
}

/** Algorithms of the schemes v2 and v3 by their number in the signature. */
const ALGORITHMS: ReadonlyMap<number, SignatureAlgorithm> = new Map([
  [0x0101, { hash: 'sha256', keyType: 'rsa', saltBytes: 32 }],
  [0x0102, { hash: 'sha512', keyType: 'rsa', saltBytes: 64 }],
  [0x0103, { hash: 'sha256', keyType: 'rsa' }],
  [0x0104, { hash: 'sha512', keyType: 'rsa' }],
  [0x0201, { hash: 'sha256', keyType: 'ec' }],
  [0x0202, { hash: 'sha512', keyType: 'ec' }],
  [0x0301, { hash: 'sha256', keyType: 'dsa' }],
] as const);

/** Undefined for algorithms that are not supported. */
export function contentHashOf(algorithm: number): ContentHash | undefined {
  return ALGORITHMS.get(algorithm)?.hash;
}

/** Whether the key made this signature by the numbered algorithm; false for an unknown one. */
export function verifiesBy(algorithm: number, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  const known = ALGORITHMS.get(algorithm);
  if (known === undefined || key.asymmetricKeyType !== known.keyType) return false;
  const padding =
    known.keyType !== 'rsa'
      ? {}
      : known.saltBytes === undefined
        ? { padding: constants.RSA_PKCS1_PADDING }
        : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: known.saltBytes };
  return verifies(known.hash, data, { key, ...padding }, signature);
}

/** `crypto.verify` throws on some signatures that are not even well formed; for a verifier they are just wrong. */
export function verifies(
  hash: string,
  data: Buffer,
  key: { key: KeyObject; padding?: number; saltLength?: number },
  signature: Buffer,
): boolean {
  try {
    return verify(hash, data, key, signature);
  } catch {
    return false;
  }
}
