import type { ItemScope } from '../item/item-scope';
import type { MarketScope } from '../market/market';
import type { Period } from '../period';

export const CREDENTIAL_STATUSES = [
  'draft',
  'submitted',
  'verified',
  'rejected',
  'suspended',
  'revoked',
  'lapsed',
] as const;
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];

/** One publisher's credential says nothing about another publisher's items; the operator's covers all in its scope. */
export type Holder =
  { readonly kind: 'operator' } | { readonly kind: 'publisher'; readonly publisherId: string };

/**
 * A radio approval, a patent licence, a content rating, a trader verification. Only `verified` and in date counts.
 * A change of status in the world ends one row and begins another with the same id.
 */
export interface Credential {
  readonly id: string;
  /** Kebab-case, dots for families: `radio.fcc`, `patent-licence.nokia`. */
  readonly type: string;
  readonly holder: Holder;
  readonly issuer: string;
  readonly number: string | null;
  readonly items: ItemScope;
  readonly markets: MarketScope;
  /** The standards it covers; `null`: all. */
  readonly standards: readonly string[] | null;
  readonly valid: Period;
  readonly status: CredentialStatus;
  /** The deal that issued it, if one did: it then counts only while the deal is in force. */
  readonly dealId: string | null;
  /** Obligations that come with it, for people to read; they change no answer. */
  readonly conditions: readonly string[];
}

export const DEAL_KINDS = ['licence', 'cross-licence', 'covenant', 'court-permission', 'assignment'] as const;
export type DealKind = (typeof DEAL_KINDS)[number];

/** A commercial agreement that issues credentials. Bought patents (`assignment`) are no licence: they satisfy nothing. */
export interface Deal {
  readonly id: string;
  readonly kind: DealKind;
  readonly counterparty: string;
  readonly title: string;
  readonly valid: Period;
}

/** A named person sells in spite of an unmet `risk-gated` requirement, until a stated day. */
export interface RiskAcceptance {
  readonly id: string;
  readonly requirementId: string;
  readonly items: ItemScope;
  readonly markets: MarketScope;
  readonly acceptedBy: string;
  readonly justification: string;
  /** Always ends. */
  readonly valid: Period & { readonly until: number };
}
