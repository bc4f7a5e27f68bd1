import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { Credential, CredentialStatus, Instant, ItemScope } from '../../domain';
import { RuleRepository } from './rule-repository';
import {
  itemsOf,
  marketsColumns,
  marketsOf,
  periodOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

/** With where its paper is kept, for staff. */
export interface RecordedCredential extends Credential {
  readonly evidence: string | null;
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
  };
}

/** A change of status in the world ends one span and begins another under the same id. */
@Injectable()
export class CredentialRepository extends RuleRepository<RecordedCredential, StoredCredential> {
  protected override readonly table = 'credential';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
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
    };
  }
}
