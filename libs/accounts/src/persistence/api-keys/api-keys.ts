import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import type { Permission } from '../../domain/permissions';

/** A key without its secret. Times are RFC 3339. */
export interface ApiKeyView {
  id: string;
  name: string;
  /** How the key begins, to tell it from others. */
  prefix: string;
  scopes: Permission[];
  /** Null: all apps of the publisher. */
  appIds: string[] | null;
  createdAt: string;
  expiresAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface NewApiKey {
  id: string;
  publisherId: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: readonly Permission[];
  appIds: readonly string[] | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
}

/** What a key that is good now may do. */
export interface LiveApiKey {
  id: string;
  publisherId: string;
  hash: Buffer;
  scopes: Permission[];
  appIds: string[] | null;
}

type Row = Omit<ApiKeyView, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Those that are good at $1. */
const LIVE = `SELECT k.id, k.publisher_id AS "publisherId", k.hash, k.scopes, k.app_ids AS "appIds" FROM api_key k
  WHERE k.revoked_at IS NULL AND k.expires_at > $1`;

/** Keys of publishers. */
@Injectable()
export class ApiKeys extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async add(key: NewApiKey): Promise<void> {
    await this.query(
      `INSERT INTO api_key (id, publisher_id, name, prefix, hash, scopes, app_ids, created_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        key.id,
        key.publisherId,
        key.name,
        key.prefix,
        key.hash,
        key.scopes,
        key.appIds,
        key.createdBy,
        key.createdAt,
        key.expiresAt,
      ],
    );
  }

  /** How many are good now; the publisher's row stays locked, so that two that add cannot both count one too few. */
  async countLocked(publisherId: string, at: Date): Promise<number> {
    await this.query('SELECT p.id FROM publisher p WHERE p.id = $1 FOR NO KEY UPDATE', [publisherId]);
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM api_key k
        WHERE k.publisher_id = $1 AND k.revoked_at IS NULL AND k.expires_at > $2`,
      [publisherId, at],
    );
    return row?.count ?? 0;
  }

  findLive(prefix: string, at: Date): Promise<LiveApiKey | null> {
    return this.queryOne<LiveApiKey>(`${LIVE} AND k.prefix = $2`, [at, prefix]);
  }

  findLiveById(id: string, at: Date): Promise<LiveApiKey | null> {
    return this.queryOne<LiveApiKey>(`${LIVE} AND k.id = $2`, [at, id]);
  }

  /** Written once a minute at most. */
  async noteUse(id: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE api_key k SET last_used_at = $2
        WHERE k.id = $1 AND (k.last_used_at IS NULL OR k.last_used_at < $2::timestamptz - interval '1 minute')`,
      [id, at],
    );
  }

  /** False if there is no such key, or it was revoked before. */
  async revoke(publisherId: string, id: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE api_key k SET revoked_at = $3
        WHERE k.id = $2 AND k.publisher_id = $1 AND k.revoked_at IS NULL RETURNING k.id`,
      [publisherId, id, at],
    );
    return row !== null;
  }

  /** Oldest first, those revoked and expired included. */
  async list(publisherId: string, page: PageRequest): Promise<Page<ApiKeyView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT k.id, k.name, k.prefix, k.scopes, k.app_ids AS "appIds", k.created_at AS "createdAt",
              k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt"
         FROM api_key k
        WHERE k.publisher_id = $1 AND ($2::uuid IS NULL OR k.id > $2) ORDER BY k.id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }
}

function view(row: Row): ApiKeyView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
