import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError, notFound } from '@portolan/platform';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { APP_CONFIG, type AppConfig } from '../../config/config';

/** How long a link works: long enough to begin a download (a running one is not cut off), too short to be passed around. */
const LIFETIME_MS = 5 * 60_000;

/** Longer than every name of a file here: an expansion file that is not called in full is not found by its app. */
const NAME_MAX = 300;

/** What a link leads to. */
export interface DownloadGrant {
  fileKey: string;
  /** Lower-case hex. */
  sha256: string;
  fileName: string;
  accountId: string;
}

/** Addresses that let one account fetch one file until they expire: whoever holds the address needs no other proof. */
@Injectable()
export class DownloadLinks {
  private readonly key: Buffer;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    // A key of its own, so that nothing signed here means anything elsewhere.
    this.key = Buffer.from(hkdfSync('sha256', config.AUTH_SECRET, '', 'portolan/download-links/1', 32));
  }

  make(grant: DownloadGrant): { url: string; expiresAt: string } {
    const expires = this.clock.now().getTime() + LIFETIME_MS;
    const fields = [expires, grant.fileKey, grant.sha256, grant.accountId, grant.fileName.slice(-NAME_MAX)];
    const payload = Buffer.from(fields.join('\n')).toString('base64url');
    const token = `${payload}.${this.sign(payload)}`;
    return {
      url: `${this.config.PUBLIC_URL}/v1/downloads/${token}`,
      expiresAt: new Date(expires).toISOString(),
    };
  }

  /** @throws DomainError `download-not-found` for a link that we did not make, `download-expired` (410). */
  read(token: string): DownloadGrant {
    const [payload = '', ...signature] = token.split('.');
    // The texts are compared, not what they decode to: a link has one spelling.
    const given = Buffer.from(signature.join('.'));
    const right = Buffer.from(this.sign(payload));
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound('download');
    const [expires = '', fileKey = '', sha256 = '', accountId = '', fileName = ''] = Buffer.from(
      payload,
      'base64url',
    )
      .toString('utf8')
      .split('\n');
    if (this.clock.now().getTime() >= Number(expires))
      throw new DomainError('gone', 'download-expired', 'This link has expired; ask for a new one.');
    return { fileKey, sha256, accountId, fileName };
  }

  private sign(payload: string): string {
    return createHmac('sha256', this.key).update(payload).digest('base64url');
  }
}
