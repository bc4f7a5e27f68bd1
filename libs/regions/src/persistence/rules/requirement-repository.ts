import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { Action, Enforcement, ItemScope, ReasonCode, Requirement, Visibility } from '../../domain';
import { RuleRepository } from './rule-repository';
import {
  itemsOf,
  marketsColumns,
  marketsOf,
  periodOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

export interface StoredRequirement extends StoredVersion, StoredMarkets {
  readonly items: Partial<ItemScope>;
  readonly actions: Action[];
  readonly any_of: string[][];
  readonly standards: string[];
  readonly enforcement: Enforcement;
  readonly missing_code: ReasonCode;
  readonly legal_basis: string | null;
  readonly visibility: Visibility;
}

export function toRequirement(stored: StoredRequirement): Requirement {
  return {
    id: stored.id,
    items: itemsOf(stored.items),
    markets: marketsOf(stored),
    actions: stored.actions,
    valid: periodOf(stored),
    anyOf: stored.any_of,
    standards: stored.standards,
    enforcement: stored.enforcement,
    missingCode: stored.missing_code,
    legalBasis: stored.legal_basis,
    visibility: stored.visibility,
  };
}

@Injectable()
export class RequirementRepository extends RuleRepository<Requirement, StoredRequirement> {
  protected override readonly table = 'requirement';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  protected override toRow(stored: StoredRequirement): Requirement {
    return toRequirement(stored);
  }

  protected override toColumns(row: Requirement): Record<string, SqlValue> {
    return {
      items: row.items,
      ...marketsColumns(row.markets),
      actions: row.actions,
      // The driver would send a list as a Postgres array.
      any_of: JSON.stringify(row.anyOf),
      standards: row.standards,
      enforcement: row.enforcement,
      missing_code: row.missingCode,
      legal_basis: row.legalBasis,
      visibility: row.visibility,
    };
  }
}
