import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { ItemScope, RiskAcceptance } from '../../domain';
import { RuleRepository } from './rule-repository';
import {
  instantOf,
  itemsOf,
  marketsColumns,
  marketsOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

export interface StoredRiskAcceptance extends StoredVersion, StoredMarkets {
  readonly requirement_id: string;
  readonly items: Partial<ItemScope>;
  readonly accepted_by: string;
  readonly justification: string;
  readonly valid_until: string;
}

export function toRiskAcceptance(stored: StoredRiskAcceptance): RiskAcceptance {
  return {
    id: stored.id,
    requirementId: stored.requirement_id,
    items: itemsOf(stored.items),
    markets: marketsOf(stored),
    acceptedBy: stored.accepted_by,
    justification: stored.justification,
    valid: { from: instantOf(stored.valid_from), until: instantOf(stored.valid_until) },
  };
}

@Injectable()
export class RiskAcceptanceRepository extends RuleRepository<RiskAcceptance, StoredRiskAcceptance> {
  protected override readonly table = 'risk_acceptance';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  protected override toRow(stored: StoredRiskAcceptance): RiskAcceptance {
    return toRiskAcceptance(stored);
  }

  protected override toColumns(row: RiskAcceptance): Record<string, SqlValue> {
    return {
      requirement_id: row.requirementId,
      items: row.items,
      ...marketsColumns(row.markets),
      accepted_by: row.acceptedBy,
      justification: row.justification,
    };
  }
}
