import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  DomainError,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
  withConstraints,
} from '@portolan/platform';
import type { AppGrant, Permission } from '../../domain/permissions';
import { type AppGrantsColumn, columnOfGrants, viewGrants } from '../app-grants';

/** A service account as its publisher's administrators see it. Times are RFC 3339. */
export interface ServiceAccountView {
  id: string;
  name: string;
  /** Its name in tokens and key files. */
  email: string;
  /** 21 digits. */
  clientId: string;
  /** In the publisher and all of its apps. */
  permissions: Permission[];
  /** In single apps, beside the above. */
  apps: AppGrant[];
  createdAt: string;
  disabledAt: string | null;
}

export interface NewServiceAccount {
  id: string;
  publisherId: string;
  name: string;
  email: string;
  clientId: string;
  permissions: readonly Permission[];
  apps: ReadonlyMap<string, readonly Permission[]>;
  createdBy: string;
  createdAt: Date;
}

interface Row extends Omit<ServiceAccountView, 'apps' | 'createdAt' | 'disabledAt'> {
  appGrants: AppGrantsColumn;
  createdAt: Date;
  disabledAt: Date | null;
}

const COLUMNS = `s.id, s.name, s.email, s.client_id AS "clientId", s.permissions, s.app_grants AS "appGrants",
  s.created_at AS "createdAt", s.disabled_at AS "disabledAt"`;

/** Machines that act for a publisher under a name of their own. */
@Injectable()
export class ServiceAccounts extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `service-account-name-taken` (409). */
  async add(account: NewServiceAccount): Promise<void> {
    const taken = (): DomainError =>
      new DomainError('conflict', 'service-account-name-taken', 'There is a service account of this name.', {
        errors: [{ pointer: '/name', code: 'service-account-name-taken', detail: 'It is in use.' }],
      });
    await withConstraints({ service_account_name_unique: taken, service_account_email_unique: taken }, () =>
      this.query(
        `INSERT INTO service_account (id, publisher_id, name, email, client_id, permissions, app_grants, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)`,
        [
          account.id,
          account.publisherId,
          account.name,
          account.email,
          account.clientId,
          account.permissions,
          JSON.stringify(columnOfGrants(account.apps)),
          account.createdBy,
          account.createdAt,
        ],
      ),
    );
  }

  /** How many a publisher has; its row stays locked, so that two that add cannot both count one too few. */
  async countLocked(publisherId: string): Promise<number> {
    await this.query('SELECT p.id FROM publisher p WHERE p.id = $1 FOR NO KEY UPDATE', [publisherId]);
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::int AS count FROM service_account s WHERE s.publisher_id = $1',
      [publisherId],
    );
    return row?.count ?? 0;
  }

  /** Locked until the transaction ends; null for one of another publisher. */
  async lock(publisherId: string, id: string): Promise<ServiceAccountView | null> {
    const row = await this.queryOne<Row>(
      `SELECT ${COLUMNS} FROM service_account s WHERE s.id = $1 AND s.publisher_id = $2 FOR NO KEY UPDATE`,
      [id, publisherId],
    );
    return row === null ? null : view(row);
  }

  async find(publisherId: string, id: string): Promise<ServiceAccountView | null> {
    const row = await this.queryOne<Row>(
      `SELECT ${COLUMNS} FROM service_account s WHERE s.id = $1 AND s.publisher_id = $2`,
      [id, publisherId],
    );
    return row === null ? null : view(row);
  }

  async change(
    id: string,
    to: {
      permissions: readonly Permission[];
      apps: ReadonlyMap<string, readonly Permission[]>;
      disabledAt: Date | null;
    },
  ): Promise<void> {
    await this.query(
      `UPDATE service_account s SET permissions = $2, app_grants = $3::jsonb, disabled_at = $4 WHERE s.id = $1`,
      [id, to.permissions, JSON.stringify(columnOfGrants(to.apps)), to.disabledAt],
    );
  }

  /** Oldest first. */
  async list(publisherId: string, page: PageRequest): Promise<Page<ServiceAccountView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM service_account s
        WHERE s.publisher_id = $1 AND ($2::uuid IS NULL OR s.id > $2) ORDER BY s.id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }
}

function view({ appGrants, ...row }: Row): ServiceAccountView {
  return {
    ...row,
    apps: viewGrants(appGrants),
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
  };
}
