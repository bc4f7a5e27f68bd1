import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import type { PublisherStatement } from '../../domain/statements/publisher-statement';

export interface StoredStatement {
  id: string;
  publisherId: string;
  statement: PublisherStatement;
  credentialId: string;
  statedBy: string;
  statedAt: Date;
}

/** What publishers said of themselves. Rows are added and never changed. */
@Injectable()
export class PublisherStatements extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async add({
    id,
    publisherId,
    statement,
    credentialId,
    statedBy,
    statedAt,
  }: StoredStatement): Promise<void> {
    await this.query(
      `INSERT INTO publisher_statement (id, publisher_id, part, details, credential_id, stated_by, stated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, publisherId, statement.part, statement, credentialId, statedBy, statedAt],
    );
  }

  /** How many there ever were; the publisher's row stays locked, so that two that add cannot both count one too few. */
  async countLocked(publisherId: string): Promise<number> {
    await this.query('SELECT p.id FROM publisher p WHERE p.id = $1 FOR NO KEY UPDATE', [publisherId]);
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::int AS count FROM publisher_statement s WHERE s.publisher_id = $1',
      [publisherId],
    );
    return row?.count ?? 0;
  }

  /** Newest first. */
  async list(publisherId: string, page: PageRequest): Promise<Page<StoredStatement>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<StoredStatement>(
      `SELECT ${COLUMNS} FROM publisher_statement s
        WHERE s.publisher_id = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** The newest one of those that stand behind these credentials. */
  newestBehind(credentialIds: readonly string[]): Promise<StoredStatement | null> {
    return this.queryOne<StoredStatement>(
      `SELECT ${COLUMNS} FROM publisher_statement s WHERE s.credential_id = ANY ($1) ORDER BY s.id DESC LIMIT 1`,
      [[...credentialIds]],
    );
  }
}

const COLUMNS = `s.id, s.publisher_id AS "publisherId", s.details AS statement, s.credential_id AS "credentialId",
  s.stated_by AS "statedBy", s.stated_at AS "statedAt"`;
