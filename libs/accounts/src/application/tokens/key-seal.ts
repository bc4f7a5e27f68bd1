import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts private keys for the database, so that a copy of it signs no tokens. The layout is nonce, tag, text;
 * the key's id is authenticated with it, so that rows cannot be swapped.
 */
@Injectable()
export class KeySeal {
  /** Names the secret without telling anything about it: after a change of the secret new keys are made. */
  readonly id: string;
  private readonly key: Buffer;

  constructor(@Inject(ACCOUNTS_OPTIONS) options: Pick<AccountsOptions, 'authSecret'>) {
    this.key = derive(options.authSecret, 'portolan signing keys', 32);
    this.id = derive(options.authSecret, 'portolan signing keys: name of the secret', 12).toString(
      'base64url',
    );
  }

  seal(text: string, kid: string): Buffer {
    // Not injected like other randomness: a nonce that a test could repeat would break the cipher.
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(kid));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when the text was sealed with another secret or changed. */
  open(sealed: Buffer, kid: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(kid)).setAuthTag(tag);
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  }
}

function derive(secret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));
}
