import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  DomainError,
  notFound,
  type Page,
  type PageRequest,
  toPage,
  withConstraints,
} from '@portolan/platform';

import { ALL_TESTERS } from '../tracks/all-testers';

export interface TesterGroup {
  id: string;
  name: string;
  emails: string[];
  /** For `If-Match`. */
  version: number;
}

/** A group in a list. */
export interface TesterGroupRow {
  id: string;
  name: string;
  /** How many addresses it holds. */
  testers: number;
  version: number;
}

/** Named groups of testers of publishers. */
@Injectable()
export class TesterGroupRepository extends BaseRepository {
  /** Until the transaction ends nobody else adds a group of the publisher's or changes the testers of one. */
  async lockAll(publisherId: string): Promise<void> {
    await this.query(`SELECT pg_advisory_xact_lock(hashtextextended('tester-groups ' || $1::text, 0))`, [
      publisherId,
    ]);
  }

  async count(publisherId: string): Promise<number> {
    // One who adds at a time, so that two cannot both count one too few.
    await this.lockAll(publisherId);
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::integer AS count FROM tester_group g WHERE g.publisher_id = $1',
      [publisherId],
    );
    return row?.count ?? 0;
  }

  /** @throws DomainError `tester-group-exists` (conflict). */
  async insert(group: {
    id: string;
    publisherId: string;
    name: string;
    createdBy: string;
    createdAt: Date;
  }): Promise<void> {
    const { id, publisherId, name, createdBy, createdAt } = group;
    await withConstraints({ tester_group_name_unique: () => groupExists(name) }, () =>
      this.query(
        `INSERT INTO tester_group (id, publisher_id, name, version, created_by, created_at) VALUES ($1, $2, $3, 1, $4, $5)`,
        [id, publisherId, name, createdBy, createdAt],
      ),
    );
  }

  /** @throws DomainError `tester-group-not-found`, also for somebody else's. */
  async get(publisherId: string, id: string): Promise<TesterGroup> {
    const group = await this.queryOne<TesterGroup>(
      `SELECT g.id, g.name, g.version,
              ARRAY(SELECT m.email FROM tester_group_member m WHERE m.group_id = g.id ORDER BY m.email) AS emails
         FROM tester_group g WHERE g.id = $2 AND g.publisher_id = $1`,
      [publisherId, id],
    );
    if (group === null) throw notFound('tester-group', id);
    return group;
  }

  /** Until the transaction ends nobody changes them or puts them on a track. */
  async lock(ids: readonly string[]): Promise<void> {
    await this.query(
      'SELECT g.id FROM tester_group g WHERE g.id = ANY($1::uuid[]) ORDER BY g.id FOR UPDATE',
      [ids],
    );
  }

  /** Oldest first. */
  async list(publisherId: string, page: PageRequest): Promise<Page<TesterGroupRow>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<TesterGroupRow>(
      `SELECT g.id, g.name, g.version,
              (SELECT count(*)::integer FROM tester_group_member m WHERE m.group_id = g.id) AS testers
         FROM tester_group g
        WHERE g.publisher_id = $1 AND ($2::uuid IS NULL OR g.id > $2) ORDER BY g.id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Those of the ids that are groups of the publisher. */
  async ofPublisher(publisherId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.query<{ id: string }>(
      'SELECT g.id FROM tester_group g WHERE g.publisher_id = $1 AND g.id = ANY($2::uuid[])',
      [publisherId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @throws DomainError `tester-group-exists` (conflict). */
  async rename(id: string, name: string): Promise<void> {
    await withConstraints({ tester_group_name_unique: () => groupExists(name) }, () =>
      this.query('UPDATE tester_group AS g SET name = $2, version = g.version + 1 WHERE g.id = $1', [
        id,
        name,
      ]),
    );
  }

  async putMembers(id: string, emails: readonly string[]): Promise<void> {
    await this.query('DELETE FROM tester_group_member m WHERE m.group_id = $1', [id]);
    await this.query(
      'INSERT INTO tester_group_member (group_id, email) SELECT $1, e.email FROM unnest($2::text[]) AS e(email)',
      [id, emails],
    );
  }

  async delete(id: string): Promise<void> {
    await this.query('DELETE FROM tester_group g WHERE g.id = $1', [id]);
  }

  /** The internal tracks that a group is on, and how many different addresses each takes in all. */
  async internalSizes(groupId: string): Promise<number[]> {
    const rows = await this.query<{ testers: number }>(
      `SELECT (SELECT count(DISTINCT e.email)::integer FROM ${ALL_TESTERS} e
                WHERE e.app_id = t.app_id AND e.track = t.track) AS testers
         FROM track_tester_group t WHERE t.group_id = $1 AND t.track = 'internal'`,
      [groupId],
    );
    return rows.map(({ testers }) => testers);
  }
}

function groupExists(name: string): DomainError {
  return new DomainError('conflict', 'tester-group-exists', `There is a group "${name}" already.`);
}
