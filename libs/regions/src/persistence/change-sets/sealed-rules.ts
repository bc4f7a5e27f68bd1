import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Rules that are kept for the role `legal`. */
@Injectable()
export class SealedRules extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /**
   * Which of these prohibitions, requirements and acceptances of risks are kept, or ever were: that one is no longer opens nothing of what
   * was said of it before. An acceptance is kept as its requirement is.
   */
  async among(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const asked = [...new Set(ids)].filter((id) => UUID.test(id));
    if (asked.length === 0) return new Set();
    const rows = await this.query<{ id: string }>(
      `SELECT p.id FROM prohibition p WHERE p.id = ANY ($1::uuid[]) AND p.visibility = 'legal'
        UNION
       SELECT r.id FROM requirement r WHERE r.id = ANY ($1::uuid[]) AND r.visibility = 'legal'
        UNION
       SELECT a.id FROM risk_acceptance a JOIN requirement r ON r.id = a.requirement_id
        WHERE a.id = ANY ($1::uuid[]) AND r.visibility = 'legal'`,
      [asked],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
