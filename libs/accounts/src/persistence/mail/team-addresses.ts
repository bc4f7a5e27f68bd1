import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { PublisherRole } from '../../domain/roles';

const MOST_READERS = 100;

/** Where the people of a publisher read their mail. */
@Injectable()
export class TeamAddresses extends BaseRepository {
  /** Of members with one of the roles; the hundred who joined first. */
  async of(publisherId: string, roles: readonly PublisherRole[]): Promise<string[]> {
    const rows = await this.query<{ email: string }>(
      `SELECT a.email FROM publisher_member m JOIN account a ON a.id = m.account_id
        WHERE m.publisher_id = $1 AND m.roles && $2::text[] ORDER BY m.added_at, a.id LIMIT $3`,
      [publisherId, roles, MOST_READERS],
    );
    return rows.map(({ email }) => email);
  }
}
