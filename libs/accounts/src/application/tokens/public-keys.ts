import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { importJWK, type JWK } from 'jose';
import { SigningKeys } from '../../persistence/signing-keys';
import { TOKEN_ALGORITHM } from './token-issuer';

type PublicKey = Awaited<ReturnType<typeof importJWK>>;

/** How long a key is believed without asking again, so that a key deleted by hand stops verifying soon. */
const CACHE_MS = 60_000;
/** RFC 7638: the SHA-256 of the key, base64url. */
const KID = /^[\w-]{43}$/;

/** The public halves of the keys that may have signed a token which is still valid. */
@Injectable()
export class PublicKeys {
  private readonly cache = new Map<string, { key: PublicKey; until: number }>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** RFC 7517: what `/.well-known/jwks.json` serves. */
  async jwks(): Promise<{ keys: JWK[] }> {
    return { keys: await this.keys.publicKeys(this.clock.now()) };
  }

  /** The key named by a token's `kid`, or null if it is unknown or too old. */
  async find(kid: string): Promise<PublicKey | null> {
    const now = this.clock.now();
    const cached = this.cache.get(kid);
    if (cached !== undefined && cached.until > now.getTime()) return cached.key;
    this.cache.delete(kid);
    const jwk = KID.test(kid) ? await this.keys.publicKey(kid, now) : null;
    if (jwk === null) return null;
    const key = await importJWK(jwk, TOKEN_ALGORITHM);
    this.cache.set(kid, { key, until: now.getTime() + CACHE_MS });
    return key;
  }
}
