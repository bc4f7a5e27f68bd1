import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one purpose from the store's secret: what is derived for one tells nothing about another. */
export function deriveKey(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));
}

/**
 * Encrypts texts for the database, so that a copy of it tells none of them. The layout is nonce, tag, text; the name of
 * the row is authenticated with it, so that rows cannot be swapped.
 */
export class Seal {
  private readonly key: Buffer;

  /** `purpose` tells the seals of one secret apart. */
  constructor(secret: string, purpose: string) {
    this.key = deriveKey(secret, purpose);
  }

  seal(text: string, row: string): Buffer {
    // Not injected like other randomness: a nonce that a test could repeat would break the cipher.
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(row));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when the text was sealed with another secret, for another row, or changed. */
  open(sealed: Buffer, row: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(row)).setAuthTag(tag);
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  }
}
