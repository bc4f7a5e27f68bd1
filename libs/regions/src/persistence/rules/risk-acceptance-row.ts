import type { ItemScope, RiskAcceptance } from '../../domain';
import { instantOf, itemsOf, marketsOf, type StoredMarkets } from './stored';

export interface StoredRiskAcceptance extends StoredMarkets {
  readonly id: string;
  readonly requirement_id: string;
  readonly items: Partial<ItemScope>;
  readonly accepted_by: string;
  readonly justification: string;
  readonly valid_from: string | null;
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
