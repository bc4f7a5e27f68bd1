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
import { Publisher } from './entities/publisher.entity';

/** A publisher as its members see it. */
export interface PublisherView {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  contactEmail: string;
  /** RFC 3339. */
  createdAt: string;
}

/** A publisher in the list of one's own. */
export interface OwnPublisherView extends PublisherView {
  /** The asking member's roles; none for one who may only do what is permitted one by one. */
  roles: PublisherRole[];
}

type Row<T extends PublisherView> = Omit<T, 'createdAt'> & { createdAt: Date };

const COLUMNS = `p.id, p.name, p.country, p.contact_email AS "contactEmail", p.created_at AS "createdAt"`;

/** Developer accounts. */
@Injectable()
export class Publishers extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `publisher-name-taken` (409). */
  async add(publisher: Publisher): Promise<void> {
    await withConstraints(
      {
        publisher_name_unique_for_founder: () =>
          new DomainError('conflict', 'publisher-name-taken', 'You have a publisher of this name already.', {
            errors: [{ pointer: '/name', code: 'publisher-name-taken', detail: 'It is in use.' }],
          }),
      },
      () => this.manager.insert(Publisher, publisher),
    );
  }

  /**
   * Moves the number of owners.
   * @throws DomainError `last-owner` (409) when none would be left.
   */
  async changeOwnerCount(id: string, delta: -1 | 0 | 1): Promise<void> {
    if (delta === 0) return;
    await withConstraints(
      {
        publisher_has_owner: () =>
          new DomainError(
            'conflict',
            'last-owner',
            'A publisher needs an owner: make somebody else an owner first.',
          ),
      },
      () =>
        this.query(`UPDATE publisher p SET owner_count = p.owner_count + $2::int WHERE p.id = $1`, [
          id,
          delta,
        ]),
    );
  }

  async view(id: string): Promise<PublisherView | null> {
    const row = await this.queryOne<Row<PublisherView>>(
      `SELECT ${COLUMNS} FROM publisher p WHERE p.id = $1`,
      [id],
    );
    return row === null ? null : view(row);
  }

  /** The publishers that the account is a member of, oldest first. */
  async listOf(accountId: string, page: PageRequest): Promise<Page<OwnPublisherView>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row<OwnPublisherView>>(
      `SELECT ${COLUMNS}, m.roles FROM publisher_member m JOIN publisher p ON p.id = m.publisher_id
        WHERE m.account_id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
      [accountId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }
}

function view<T extends PublisherView>(row: Row<T>): T {
  return { ...row, createdAt: row.createdAt.toISOString() } as T;
}
