import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { FreshAction, ItemScope, Prohibition, Retention, Visibility } from '../../domain';
import { RuleRepository } from './rule-repository';
import {
  itemsOf,
  marketsColumns,
  marketsOf,
  periodOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

/** With the words of whoever issued it, for staff. */
export interface IssuedProhibition extends Prohibition {
  readonly reason: string;
}

export interface StoredProhibition extends StoredVersion, StoredMarkets {
  readonly type: string;
  readonly items: Partial<ItemScope>;
  readonly actions: FreshAction[];
  readonly exempting_credential_type: string | null;
  readonly retention: Retention;
  readonly legal_basis: string | null;
  readonly authority_name: string | null;
  readonly authority_url: string | null;
  readonly visibility: Visibility;
  readonly reason: string;
}

export function toProhibition(stored: StoredProhibition): IssuedProhibition {
  return {
    id: stored.id,
    type: stored.type,
    items: itemsOf(stored.items),
    markets: marketsOf(stored),
    actions: stored.actions,
    valid: periodOf(stored),
    exemptingCredentialType: stored.exempting_credential_type,
    retention: stored.retention,
    legalBasis: stored.legal_basis,
    authority:
      stored.authority_name === null ? null : { name: stored.authority_name, url: stored.authority_url },
    visibility: stored.visibility,
    reason: stored.reason,
  };
}

@Injectable()
export class ProhibitionRepository extends RuleRepository<IssuedProhibition, StoredProhibition> {
  protected override readonly table = 'prohibition';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  protected override toRow(stored: StoredProhibition): IssuedProhibition {
    return toProhibition(stored);
  }

  protected override toColumns(row: IssuedProhibition): Record<string, SqlValue> {
    return {
      type: row.type,
      items: row.items,
      ...marketsColumns(row.markets),
      actions: row.actions,
      exempting_credential_type: row.exemptingCredentialType,
      retention: row.retention,
      legal_basis: row.legalBasis,
      authority_name: row.authority?.name ?? null,
      authority_url: row.authority?.url ?? null,
      visibility: row.visibility,
      reason: row.reason,
    };
  }

  /** When they end, as it is known now; null: not foreseen. Those of which nothing is known now are left out. */
  async endsOf(ids: readonly string[]): Promise<Map<string, Date | null>> {
    const rows = await this.query<{ id: string; until: Date | null }>(
      `SELECT t.id, CASE WHEN bool_or(t.valid_until IS NULL) THEN NULL ELSE max(t.valid_until) END AS until
         FROM prohibition t WHERE t.id = ANY($1::uuid[]) AND t.recorded_until IS NULL GROUP BY t.id`,
      [ids],
    );
    return new Map(rows.map(({ id, until }) => [id, until]));
  }
}
