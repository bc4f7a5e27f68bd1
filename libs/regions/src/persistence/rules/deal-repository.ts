import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { Deal, DealKind } from '../../domain';
import { RuleRepository } from './rule-repository';
import { periodOf, type StoredVersion } from './stored';

export interface StoredDeal extends StoredVersion {
  readonly kind: DealKind;
  readonly counterparty: string;
  readonly title: string;
}

export function toDeal(stored: StoredDeal): Deal {
  return {
    id: stored.id,
    kind: stored.kind,
    counterparty: stored.counterparty,
    title: stored.title,
    valid: periodOf(stored),
  };
}

@Injectable()
export class DealRepository extends RuleRepository<Deal, StoredDeal> {
  protected override readonly table = 'deal';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  protected override toRow(stored: StoredDeal): Deal {
    return toDeal(stored);
  }

  protected override toColumns(row: Deal): Record<string, SqlValue> {
    return { kind: row.kind, counterparty: row.counterparty, title: row.title };
  }
}
