import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, TransactionHost, withConstraints } from '@portolan/platform';
import type { Permission } from '../../domain/permissions';
import type { AppGrantsColumn } from '../app-grants';

/** A key of a service account without any of its secrets. Times are RFC 3339. */
export interface ServiceAccountKeyView {
  /** 40 hexadecimal digits: the `kid` of its signatures. */
  id: string;
  /** Made by us, or the public half of one that the publisher made. */
  origin: 'generated' | 'uploaded';
  createdAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface NewServiceAccountKey {
  id: string;
  serviceAccountId: string;
  /** SPKI, PEM. */
  publicKey: string;
  origin: 'generated' | 'uploaded';
  createdBy: string;
  createdAt: Date;
}

/** A key that may sign now, with what its account may do. */
export interface LiveKey {
  keyId: string;
  publicKey: string;
  serviceAccountId: string;
  publisherId: string;
  permissions: Permission[];
  appGrants: AppGrantsColumn;
}

interface Row extends Omit<ServiceAccountKeyView, 'createdAt' | 'lastUsedAt' | 'revokedAt'> {
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const LIVE = `SELECT k.id AS "keyId", k.public_key AS "publicKey", s.id AS "serviceAccountId",
    s.publisher_id AS "publisherId", s.permissions, s.app_grants AS "appGrants"
  FROM service_account s JOIN service_account_key k ON k.service_account_id = s.id
 WHERE s.disabled_at IS NULL AND k.revoked_at IS NULL`;

/** The public halves of the keys that service accounts sign with. */
@Injectable()
export class ServiceAccountKeys extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `key-exists` (409). */
  async add(key: NewServiceAccountKey): Promise<void> {
    await withConstraints(
      {
        service_account_key_once: () =>
          new DomainError('conflict', 'key-exists', 'This account has this public key already.'),
      },
      () =>
        this.query(
          `INSERT INTO service_account_key (id, service_account_id, public_key, origin, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [key.id, key.serviceAccountId, key.publicKey, key.origin, key.createdBy, key.createdAt],
        ),
    );
  }

  async countLive(serviceAccountId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM service_account_key k WHERE k.service_account_id = $1 AND k.revoked_at IS NULL`,
      [serviceAccountId],
    );
    return row?.count ?? 0;
  }

  /** Newest first, those revoked included; at most 100. */
  async list(serviceAccountId: string): Promise<ServiceAccountKeyView[]> {
    const rows = await this.query<Row>(
      `SELECT k.id, k.origin, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt"
         FROM service_account_key k WHERE k.service_account_id = $1 ORDER BY k.created_at DESC, k.id LIMIT 100`,
      [serviceAccountId],
    );
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    }));
  }

  /** False if there is no such key, or it was revoked before. */
  async revoke(serviceAccountId: string, keyId: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE service_account_key k SET revoked_at = $3
        WHERE k.id = $2 AND k.service_account_id = $1 AND k.revoked_at IS NULL RETURNING k.id`,
      [serviceAccountId, keyId, at],
    );
    return row !== null;
  }

  /** The keys that may have signed for an address: the named one, or all (at most 10) when none is named. */
  liveByEmail(email: string, keyId: string | null): Promise<LiveKey[]> {
    return this.query<LiveKey>(
      `${LIVE} AND s.email = $1 AND ($2::text IS NULL OR k.id = $2) ORDER BY k.last_used_at DESC NULLS LAST LIMIT 10`,
      [email, keyId],
    );
  }

  liveById(serviceAccountId: string, keyId: string): Promise<LiveKey | null> {
    return this.queryOne<LiveKey>(`${LIVE} AND s.id = $1 AND k.id = $2`, [serviceAccountId, keyId]);
  }

  /** Written once a minute at most, so that a busy key costs no write a request. */
  async noteUse(keyId: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE service_account_key k SET last_used_at = $2
        WHERE k.id = $1 AND (k.last_used_at IS NULL OR k.last_used_at < $2::timestamptz - interval '1 minute')`,
      [keyId, at],
    );
  }
}
