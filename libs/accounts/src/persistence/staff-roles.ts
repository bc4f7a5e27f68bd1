import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import type { StaffRole } from '../domain/roles';

/** One member of the store's staff. */
export interface StaffMember {
  accountId: string;
  email: string;
  displayName: string;
  roles: StaffRole[];
}

/** Who works for the store, and as what. */
@Injectable()
export class StaffRoles extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async of(accountId: string): Promise<StaffRole[]> {
    const rows = await this.query<{ role: StaffRole }>(
      `SELECT r.role FROM staff_role r WHERE r.account_id = $1 ORDER BY r.role`,
      [accountId],
    );
    return rows.map((row) => row.role);
  }

  /** False if the account has the role already. */
  async grant(accountId: string, role: StaffRole, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `INSERT INTO staff_role (account_id, role, granted_at) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT staff_role_pk DO NOTHING RETURNING role`,
      [accountId, role, at],
    );
    return row !== null;
  }

  /** False if the account does not have the role. */
  async revoke(accountId: string, role: StaffRole): Promise<boolean> {
    const row = await this.queryOne(
      `DELETE FROM staff_role r WHERE r.account_id = $1 AND r.role = $2 RETURNING r.role`,
      [accountId, role],
    );
    return row !== null;
  }

  /** Administrators, locked until the transaction ends: two removals of the last two cannot both find another. */
  async lockAdministrators(): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT r.account_id AS id FROM staff_role r WHERE r.role = 'admin' ORDER BY r.account_id FOR UPDATE`,
    );
    return rows.map((row) => row.id);
  }

  async hasAdministrator(): Promise<boolean> {
    return (await this.queryOne(`SELECT r.role FROM staff_role r WHERE r.role = 'admin' LIMIT 1`)) !== null;
  }

  /** Processes that start at once take turns here, so that only one finds no administrator. */
  async lockForFirstAdmin(): Promise<void> {
    await this.query(`SELECT pg_advisory_xact_lock(hashtext('portolan: first administrator'))`);
  }

  /** By e-mail address. */
  async list(page: PageRequest): Promise<Page<StaffMember>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<StaffMember>(
      `SELECT a.id AS "accountId", a.email, a.display_name AS "displayName", array_agg(r.role ORDER BY r.role) AS roles
         FROM staff_role r JOIN account a ON a.id = r.account_id
        WHERE ($1::text IS NULL OR a.email > $1)
        GROUP BY a.id ORDER BY a.email LIMIT $2`,
      [after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.email],
      (row) => row,
    );
  }
}
