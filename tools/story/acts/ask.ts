import { DomainError } from '@portolan/platform';
import { problemOf } from '../../../apps/api/src/http/problem';
import { assertAllowed } from '../../../libs/regions/src/application/decisions/assert-allowed';
import {
  type Action,
  decide,
  type Decision,
  type Instant,
  type RuleSnapshot,
} from '../../../libs/regions/src/domain';
import type { Product } from '../facts/products';

/** The one question of the product. The asker owns a copy, which only `redownload`, `update` and `renew` look at. */
export function ask(
  rules: RuleSnapshot,
  { item }: Product,
  market: string,
  at: Instant,
  action: Action = 'acquire',
): Decision {
  return decide(rules, { item, market, action, at, entitlement: { status: 'active' } });
}

export interface HttpAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly link: string | null;
}

/** What the API sends a consumer for this decision, by the same two functions. */
export function httpAnswer(decision: Decision): HttpAnswer {
  try {
    assertAllowed(decision, 'public');
    return { status: 200, code: null, link: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { status, headers } = problemOf(error, { instance: '', requestId: '' });
    return { status, code: error.code, link: headers['link'] ?? null };
  }
}
