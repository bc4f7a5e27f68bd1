import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify, type Options } from '@node-rs/argon2';

/** RFC 9106 with OWASP's cost for argon2id: 19 MiB, two passes. */
const COST: Options = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashes passwords and checks them. Keyboards differ in how they compose letters, so that NFKC is what is hashed
 * (NIST SP 800-63B 5.1.1.2).
 */
@Injectable()
export class Passwords {
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** Where there is no account the same work is done, so that the time of the answer tells nothing. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('no account has this password');
    const fits = await verify(stored ?? (await this.decoy), password.normalize('NFKC'));
    return stored !== null && fits;
  }
}
