import type { CompiledItemScope } from '../../item/compiled-item-scope';
import type { CompiledMarketScope } from '../../market/compiled-market-scope';
import { type Instant, inPeriod, type Period } from '../../period';
import type { ReasonCode } from '../../rules/action';
import type { Credential, RiskAcceptance } from '../../rules/credential';
import type { OfferRule } from '../../rules/offer-rule';
import type { Prohibition } from '../../rules/prohibition';
import type { Requirement } from '../../rules/requirement';
import type { ActionMask } from './action-mask';

/** A row with its scopes ready to be asked. */
export interface Compiled<Row> {
  readonly row: Row;
  readonly items: CompiledItemScope;
  readonly markets: CompiledMarketScope;
  /** When the row holds, everything counted that bounds it. */
  readonly valid: Period;
}

export interface CompiledProhibition extends Compiled<Prohibition> {
  readonly mask: ActionMask;
  readonly code: ReasonCode;
}

export interface CompiledRequirement extends Compiled<Requirement> {
  readonly mask: ActionMask;
}

export interface CompiledCredential extends Compiled<Credential> {
  /** Verified, and not from an assignment: it satisfies while it is in date and in scope. */
  readonly counts: boolean;
}

export type CompiledAcceptance = Compiled<RiskAcceptance>;

export interface CompiledOffer extends Compiled<OfferRule> {
  readonly mask: ActionMask;
  /** Higher is more specific. */
  readonly itemRank: number;
}

/** Whether a row holds in a market at an instant; the item is a matter of its own. */
export function holds(rule: Compiled<unknown>, slot: number, at: Instant): boolean {
  return inPeriod(rule.valid, at) && rule.markets.covers(slot, at);
}
