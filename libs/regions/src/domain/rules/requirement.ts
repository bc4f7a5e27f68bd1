import type { ItemScope } from '../item/item-scope';
import type { MarketScope } from '../market/market';
import type { Period } from '../period';
import type { Action, ReasonCode, Visibility } from './action';

/**
 * `blocking`: unmet denies. `risk-gated`: unmet denies unless a named person accepted the risk. `advisory`: unmet
 * is reported and denies nothing.
 */
export const ENFORCEMENTS = ['blocking', 'risk-gated', 'advisory'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** Items like these need such credentials in those markets for these actions. */
export interface Requirement {
  readonly id: string;
  readonly items: ItemScope;
  readonly markets: MarketScope;
  /** At least one. */
  readonly actions: readonly Action[];
  readonly valid: Period;
  /** Alternatives: met when every credential type of one of the sets is met. At least one set, none empty. */
  readonly anyOf: readonly (readonly string[])[];
  /**
   * The technical standards this is about (`4G`). Empty: it is not about standards. Otherwise one credential must
   * cover all of them that the item uses (its attribute `standards`), and an item known to use none needs nothing.
   */
  readonly standards: readonly string[];
  readonly enforcement: Enforcement;
  /**
   * What to say when nothing is there at all: `CERT.MISSING`, `IP.LICENCE_MISSING`, `CONTENT.RATING_MISSING`,
   * `PUBLISHER.TRADER_STATUS_MISSING`. When something nearly fits, the families IP, CERT and CONTENT name what
   * is wrong with it instead (`IP.LICENCE_EXPIRED`).
   */
  readonly missingCode: ReasonCode;
  readonly legalBasis: string | null;
  readonly visibility: Visibility;
}
