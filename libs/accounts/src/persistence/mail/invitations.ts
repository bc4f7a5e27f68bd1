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
import type { PublisherRole } from '../../domain/roles';
import { type AppGrantsColumn, viewGrants } from '../app-grants';

/** An invitation that was neither accepted nor withdrawn, as the team's administrators see it. Times are RFC 3339. */
export interface InvitationView {
  id: string;
  email: string;
  roles: PublisherRole[];
  permissions: Permission[];
  apps: AppGrant[];
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

export interface InvitationRow {
  id: string;
  publisherId: string;
  email: string;
  roles: PublisherRole[];
  permissions: Permission[];
  appGrants: AppGrantsColumn;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

const COLUMNS = `i.id, i.publisher_id AS "publisherId", i.email, i.roles, i.permissions, i.app_grants AS "appGrants",
  i.invited_by AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"`;
const OPEN = 'i.accepted_at IS NULL AND i.withdrawn_at IS NULL';

/** Invitations into teams. */
@Injectable()
export class Invitations extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `invitation-exists` (409) while another one to this address is open. */
  async add(invitation: InvitationRow & { hash: Buffer }): Promise<void> {
    await withConstraints(
      {
        publisher_invitation_one_open: () =>
          new DomainError(
            'conflict',
            'invitation-exists',
            'This person is invited already: withdraw that first.',
          ),
      },
      () =>
        this.query(
          `INSERT INTO publisher_invitation (id, publisher_id, email, roles, permissions, app_grants, hash, invited_by, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10)`,
          [
            invitation.id,
            invitation.publisherId,
            invitation.email,
            invitation.roles,
            invitation.permissions,
            JSON.stringify(invitation.appGrants),
            invitation.hash,
            invitation.invitedBy,
            invitation.createdAt,
            invitation.expiresAt,
          ],
        ),
    );
  }

  /** An expired one makes room for a new one. */
  async withdrawExpired(publisherId: string, email: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE publisher_invitation i SET withdrawn_at = $3
        WHERE i.publisher_id = $1 AND i.email = $2 AND ${OPEN} AND i.expires_at <= $3`,
      [publisherId, email, at],
    );
  }

  /** How many are open; the publisher's row stays locked. */
  async countLocked(publisherId: string): Promise<number> {
    await this.query('SELECT p.id FROM publisher p WHERE p.id = $1 FOR NO KEY UPDATE', [publisherId]);
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM publisher_invitation i WHERE i.publisher_id = $1 AND ${OPEN}`,
      [publisherId],
    );
    return row?.count ?? 0;
  }

  /** A good one by its secret, locked until the transaction ends: of two that accept at once one finds none. */
  lockByHash(hash: Buffer, at: Date): Promise<InvitationRow | null> {
    return this.queryOne<InvitationRow>(
      `SELECT ${COLUMNS} FROM publisher_invitation i WHERE i.hash = $1 AND ${OPEN} AND i.expires_at > $2 FOR UPDATE`,
      [hash, at],
    );
  }

  findByHash(hash: Buffer, at: Date): Promise<InvitationRow | null> {
    return this.queryOne<InvitationRow>(
      `SELECT ${COLUMNS} FROM publisher_invitation i WHERE i.hash = $1 AND ${OPEN} AND i.expires_at > $2`,
      [hash, at],
    );
  }

  /** The one to this address that is neither accepted nor withdrawn, expired or not. */
  findOpen(publisherId: string, email: string): Promise<InvitationRow | null> {
    return this.queryOne<InvitationRow>(
      `SELECT ${COLUMNS} FROM publisher_invitation i WHERE i.publisher_id = $1 AND i.email = $2 AND ${OPEN}`,
      [publisherId, email],
    );
  }

  /** The same, locked until the transaction ends. */
  lockOpen(publisherId: string, email: string): Promise<InvitationRow | null> {
    return this.queryOne<InvitationRow>(
      `SELECT ${COLUMNS} FROM publisher_invitation i
        WHERE i.publisher_id = $1 AND i.email = $2 AND ${OPEN} FOR UPDATE`,
      [publisherId, email],
    );
  }

  async changeAccess({ id, roles, permissions, appGrants, invitedBy }: InvitationRow): Promise<void> {
    await this.query(
      `UPDATE publisher_invitation i SET roles = $2, permissions = $3, app_grants = $4::jsonb, invited_by = $5
        WHERE i.id = $1`,
      [id, roles, permissions, JSON.stringify(appGrants), invitedBy],
    );
  }

  async accept(id: string, accountId: string, at: Date): Promise<void> {
    await this.query(`UPDATE publisher_invitation i SET accepted_at = $3, accepted_by = $2 WHERE i.id = $1`, [
      id,
      accountId,
      at,
    ]);
  }

  /** The address, if there was such an open invitation. */
  async withdraw(publisherId: string, id: string, at: Date): Promise<string | null> {
    const row = await this.queryOne<{ email: string }>(
      `UPDATE publisher_invitation i SET withdrawn_at = $3
        WHERE i.id = $2 AND i.publisher_id = $1 AND ${OPEN} RETURNING i.email`,
      [publisherId, id, at],
    );
    return row?.email ?? null;
  }

  /** Oldest first. */
  async list(publisherId: string, page: PageRequest): Promise<Page<InvitationView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<InvitationRow>(
      `SELECT ${COLUMNS} FROM publisher_invitation i
        WHERE i.publisher_id = $1 AND ${OPEN} AND ($2::uuid IS NULL OR i.id > $2) ORDER BY i.id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], viewInvitation);
  }
}

export function viewInvitation(row: InvitationRow): InvitationView {
  const { id, email, roles, permissions, invitedBy } = row;
  return {
    ...{ id, email, roles, permissions, invitedBy },
    apps: viewGrants(row.appGrants),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
