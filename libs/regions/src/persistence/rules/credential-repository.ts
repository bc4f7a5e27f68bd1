import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { Credential, CredentialStatus, Instant, ItemScope, Period } from '../../domain';
import { RuleRepository } from './rule-repository';
import {
  itemsOf,
  marketsColumns,
  marketsOf,
  periodOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

/** With what people read and decisions do not. */
export interface RecordedCredential extends Credential {
  /** Where the paper lies outside the store, for staff. */
  readonly evidence: string | null;
  /** The credential whose place it takes. */
  readonly supersedes: string | null;
  /** Why it has its status, for its holder. */
  readonly statusReason: string | null;
}

export interface StoredCredential extends StoredVersion, StoredMarkets {
  readonly type: string;
  readonly holder_publisher_id: string | null;
  readonly issuer: string;
  readonly number: string | null;
  readonly items: Partial<ItemScope>;
  readonly standards: string[] | null;
  readonly status: CredentialStatus;
  readonly deal_id: string | null;
  readonly conditions: string[];
  readonly evidence: string | null;
  readonly supersedes: string | null;
  readonly status_reason: string | null;
}

export function toCredential(stored: StoredCredential): RecordedCredential {
  const publisherId = stored.holder_publisher_id;
  return {
    id: stored.id,
    type: stored.type,
    holder: publisherId === null ? { kind: 'operator' } : { kind: 'publisher', publisherId },
    issuer: stored.issuer,
    number: stored.number,
    items: itemsOf(stored.items),
    markets: marketsOf(stored),
    standards: stored.standards,
    valid: periodOf(stored),
    status: stored.status,
    dealId: stored.deal_id,
    conditions: stored.conditions,
    evidence: stored.evidence,
    supersedes: stored.supersedes,
    statusReason: stored.status_reason,
  };
}

/** How far the checking is, and why. */
export type CredentialState = Pick<RecordedCredential, 'status' | 'statusReason'>;

/** A change of status in the world ends one span and begins another under the same id. */
@Injectable()
export class CredentialRepository extends RuleRepository<RecordedCredential, StoredCredential> {
  protected override readonly table = 'credential';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  /** How many of a publisher's were not checked yet, or sent back. */
  async uncheckedOf(publisherId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM credential c
        WHERE c.holder_publisher_id = $1 AND c.recorded_until IS NULL AND c.status IN ('draft', 'submitted', 'rejected')
          AND NOT EXISTS (SELECT FROM credential l WHERE l.id = c.id AND l.recorded_until IS NULL AND l.valid_from >= c.valid_until)`,
      [publisherId],
    );
    return row?.count ?? 0;
  }

  /** A publisher's credentials of a type that have one of the statuses in some span, the newest first. */
  async idsOf(
    own: { publisherId: string; type: string },
    statuses: readonly CredentialStatus[],
  ): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT DISTINCT c.id FROM credential c
        WHERE c.holder_publisher_id = $1 AND c.type = $2 AND c.recorded_until IS NULL AND c.status = ANY ($3)
          AND NOT EXISTS (SELECT FROM credential e WHERE e.id = c.id AND e.recorded_until IS NULL AND e.status IN ('revoked', 'lapsed')
            AND NOT EXISTS (SELECT FROM credential l WHERE l.id = e.id AND l.recorded_until IS NULL AND l.valid_from >= e.valid_until))
        ORDER BY c.id DESC`,
      [own.publisherId, own.type, [...statuses]],
    );
    return rows.map(({ id }) => id);
  }

  /** What each of them is at an instant; one that begins later counts by its first span, one that is over by its last. */
  async statesAt(ids: readonly string[], at: Date): Promise<Map<string, CredentialState>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<{ id: string; status: CredentialStatus; reason: string | null }>(
      `SELECT DISTINCT ON (c.id) c.id, c.status, c.status_reason AS reason FROM credential c
        WHERE c.id = ANY ($1) AND c.recorded_until IS NULL
        ORDER BY c.id, (c.valid_from IS NULL OR c.valid_from <= $2) DESC,
          CASE WHEN c.valid_from <= $2 THEN c.valid_from END DESC NULLS LAST, c.valid_from`,
      [[...ids], at],
    );
    return new Map(rows.map(({ id, status, reason }) => [id, { status, statusReason: reason }]));
  }

  /** Those that take the place of this one, or of one of them in turn, and whether they count in a period: by status, date and deal. */
  async successorsOf(id: string, { from, until }: Period): Promise<{ id: string; counts: boolean }[]> {
    const bounds = [from, until].map((bound) => (bound === null ? null : new Date(bound)));
    return this.query(
      `WITH RECURSIVE successor AS (
          SELECT $1::uuid AS id
          UNION SELECT n.id FROM credential n JOIN successor s ON n.supersedes = s.id WHERE n.recorded_until IS NULL)
        SELECT c.id, bool_or(c.status = 'verified' AND NOT isempty(span.during) AND (c.deal_id IS NULL OR EXISTS (
          SELECT FROM deal d WHERE d.id = c.deal_id AND d.recorded_until IS NULL AND d.kind <> 'assignment'
            AND tstzrange(d.valid_from, d.valid_until) && span.during))) AS counts
         FROM credential c JOIN successor s ON s.id = c.id,
           LATERAL (SELECT tstzrange(c.valid_from, c.valid_until) * tstzrange($2, $3) AS during) span
        WHERE c.id <> $1 AND c.recorded_until IS NULL GROUP BY c.id`,
      [id, ...bounds],
    );
  }

  /** The spans of what a deal issued that have not ended by an instant, by id and beginning. */
  async ofDeal(dealId: string, at: Instant): Promise<RecordedCredential[]> {
    const rows = await this.query<{ row: StoredCredential }>(
      `SELECT to_json(c) AS row FROM credential c
        WHERE c.deal_id = $1 AND c.recorded_until IS NULL AND (c.valid_until IS NULL OR c.valid_until > $2)
        ORDER BY c.id, c.valid_from NULLS FIRST`,
      [dealId, new Date(at)],
    );
    return rows.map(({ row }) => toCredential(row));
  }

  protected override toRow(stored: StoredCredential): RecordedCredential {
    return toCredential(stored);
  }

  protected override toColumns(row: RecordedCredential): Record<string, SqlValue> {
    return {
      type: row.type,
      holder_publisher_id: row.holder.kind === 'publisher' ? row.holder.publisherId : null,
      issuer: row.issuer,
      number: row.number,
      items: row.items,
      ...marketsColumns(row.markets),
      standards: row.standards,
      status: row.status,
      deal_id: row.dealId,
      conditions: row.conditions,
      evidence: row.evidence,
      supersedes: row.supersedes,
      status_reason: row.statusReason,
    };
  }
}
