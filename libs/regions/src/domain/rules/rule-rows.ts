import type { Market, MarketGroup } from '../market/market';
import type { Credential, Deal, RiskAcceptance } from './credential';
import type { OfferRule } from './offer-rule';
import type { Prohibition } from './prohibition';
import type { Requirement } from './requirement';

/**
 * Everything that decides besides the item itself, as known at one moment: one epoch of the rules. Rows of every
 * `valid` period belong in it, past and future; the asked instant picks among them. Order carries no meaning.
 */
export interface RuleRows {
  readonly epoch: number;
  readonly markets: readonly Market[];
  readonly groups: readonly MarketGroup[];
  readonly prohibitions: readonly Prohibition[];
  readonly requirements: readonly Requirement[];
  readonly credentials: readonly Credential[];
  readonly deals: readonly Deal[];
  readonly riskAcceptances: readonly RiskAcceptance[];
  readonly offers: readonly OfferRule[];
}
