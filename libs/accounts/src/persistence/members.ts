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
import type { PublisherRole } from '../domain/roles';
import { PublisherMember } from './entities/publisher-member.entity';

/** A member as the team sees them. */
export interface MemberView {
  accountId: string;
  email: string;
  displayName: string;
  roles: PublisherRole[];
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

  async changeRoles(member: PublisherMember, roles: PublisherRole[]): Promise<void> {
    const { publisherId, accountId } = member;
    await this.manager.update(PublisherMember, { publisherId, accountId }, { roles });
  }

  async remove({ publisherId, accountId }: PublisherMember): Promise<void> {
    await this.manager.delete(PublisherMember, { publisherId, accountId });
  }

  /** The account's roles in each of the publishers; those it does not belong to are left out. */
  async rolesIn(accountId: string, publisherIds: readonly string[]): Promise<Map<string, PublisherRole[]>> {
    const rows = await this.query<{ id: string; roles: PublisherRole[] }>(
      `SELECT m.publisher_id AS id, m.roles FROM publisher_member m
        WHERE m.account_id = $1 AND m.publisher_id = ANY($2::uuid[])`,
      [accountId, publisherIds],
    );
    return new Map(rows.map((row) => [row.id, row.roles]));
  }

  /** In the order in which they were registered. */
  async list(publisherId: string, page: PageRequest): Promise<Page<MemberView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Omit<MemberView, 'addedAt'> & { addedAt: Date }>(
      `SELECT m.account_id AS "accountId", a.email, a.display_name AS "displayName", m.roles, m.added_at AS "addedAt"
         FROM publisher_member m JOIN account a ON a.id = m.account_id
        WHERE m.publisher_id = $1 AND ($2::uuid IS NULL OR m.account_id > $2) ORDER BY m.account_id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    const view = (row: (typeof rows)[number]): MemberView => ({ ...row, addedAt: row.addedAt.toISOString() });
    return toPage(rows, page.limit, (row) => [row.accountId], view);
  }
}
