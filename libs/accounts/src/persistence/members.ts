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
import type { AppGrant, Permission, PublisherAccess } from '../domain/permissions';
import type { PublisherRole } from '../domain/roles';
import { type AppGrantsColumn, grantsOfColumn, viewGrants } from './app-grants';
import { PublisherMember } from './entities/publisher-member.entity';

interface AccessRow {
  roles: PublisherRole[];
  permissions: Permission[];
  appGrants: AppGrantsColumn;
}

/** A member as the team sees them. */
export interface MemberView {
  accountId: string;
  email: string;
  displayName: string;
  roles: PublisherRole[];
  /** In the publisher and all of its apps, beside the roles'. */
  permissions: Permission[];
  /** In single apps, beside the above. */
  apps: AppGrant[];
  /** RFC 3339. */
  addedAt: string;
}

/** The teams of publishers. */
@Injectable()
export class Members extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `member-exists` (409). */
  async add(member: PublisherMember): Promise<void> {
    await withConstraints(
      {
        publisher_member_pk: () =>
          new DomainError('conflict', 'member-exists', 'This person is in the team already.'),
      },
      () => this.manager.insert(PublisherMember, member),
    );
  }

  /** Locked until the transaction ends. */
  findForChange(publisherId: string, accountId: string): Promise<PublisherMember | null> {
    return this.manager.findOne(PublisherMember, {
      where: { publisherId, accountId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async changeAccess(
    member: PublisherMember,
    access: Pick<PublisherMember, 'roles' | 'permissions' | 'appGrants'>,
  ): Promise<void> {
    const { publisherId, accountId } = member;
    await this.manager.update(PublisherMember, { publisherId, accountId }, access);
  }

  async remove({ publisherId, accountId }: PublisherMember): Promise<void> {
    await this.manager.delete(PublisherMember, { publisherId, accountId });
  }

  /** What the account may do in each of the publishers; those it does not belong to are left out. */
  async accessIn(accountId: string, publisherIds: readonly string[]): Promise<Map<string, PublisherAccess>> {
    const rows = await this.query<AccessRow & { id: string }>(
      `SELECT m.publisher_id AS id, m.roles, m.permissions, m.app_grants AS "appGrants" FROM publisher_member m
        WHERE m.account_id = $1 AND m.publisher_id = ANY($2::uuid[])`,
      [accountId, publisherIds],
    );
    return new Map(
      rows.map(({ id, appGrants, ...access }) => [id, { ...access, apps: grantsOfColumn(appGrants) }]),
    );
  }

  /** The accounts of the owners. */
  async ownersOf(publisherId: string): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT m.account_id AS id FROM publisher_member m WHERE m.publisher_id = $1 AND 'owner' = ANY(m.roles)`,
      [publisherId],
    );
    return rows.map(({ id }) => id);
  }

  /** In the order in which they were registered. */
  async list(publisherId: string, page: PageRequest): Promise<Page<MemberView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Omit<MemberView, 'addedAt' | 'apps'> & AccessRow & { addedAt: Date }>(
      `SELECT m.account_id AS "accountId", a.email, a.display_name AS "displayName", m.roles, m.permissions,
              m.app_grants AS "appGrants", m.added_at AS "addedAt"
         FROM publisher_member m JOIN account a ON a.id = m.account_id
        WHERE m.publisher_id = $1 AND ($2::uuid IS NULL OR m.account_id > $2) ORDER BY m.account_id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    const view = ({ appGrants, ...row }: (typeof rows)[number]): MemberView => ({
      ...row,
      apps: viewGrants(appGrants),
      addedAt: row.addedAt.toISOString(),
    });
    return toPage(rows, page.limit, (row) => [row.accountId], view);
  }
}
