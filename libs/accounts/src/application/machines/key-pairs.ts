import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const MODULUS = { least: 2_048, made: 2_048, most: 4_096 } as const;
const LEAST_EXPONENT = 65_537n;

/** RSA key pairs of service accounts. Outside any transaction: making one takes a tenth of a second and more. */
@Injectable()
export class KeyPairs {
  /** Both halves as PEM: SPKI and PKCS #8. */
  async make(): Promise<{ publicKey: string; privateKey: string }> {
    return promisify(generateKeyPair)('rsa', {
      modulusLength: MODULUS.made,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  }

  /**
   * A public key that somebody sent (SPKI or an X.509 certificate, PEM), in the one form in which it is kept.
   * @throws DomainError `private-key-sent`, `public-key-invalid` (422).
   */
  read(pem: string): string {
    if (pem.includes('PRIVATE KEY'))
      throw new DomainError(
        'invalid',
        'private-key-sent',
        'This is a private key. It has been seen by others now: make a new pair, and send its public half only.',
      );
    const key = parse(pem);
    const { modulusLength = 0, publicExponent = 0n } = key?.asymmetricKeyDetails ?? {};
    const fits =
      key?.asymmetricKeyType === 'rsa' &&
      modulusLength >= MODULUS.least &&
      modulusLength <= MODULUS.most &&
      publicExponent >= LEAST_EXPONENT;
    if (!fits || key === null)
      throw new DomainError(
        'invalid',
        'public-key-invalid',
        `Send an RSA public key of ${MODULUS.least} to ${MODULUS.most} bits as PEM (SPKI or a certificate).`,
      );
    return key.export({ type: 'spki', format: 'pem' }).toString();
  }
}

function parse(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}
