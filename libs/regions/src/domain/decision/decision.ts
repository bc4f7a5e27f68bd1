import type { Item } from '../item/item';
import type { Instant } from '../period';
import type { Action, ReasonCode, Visibility } from '../rules/action';
import type { Authority } from '../rules/prohibition';

/** What the asker already has. */
export interface Entitlement {
  readonly status: 'active' | 'revoked';
}

export interface Question {
  readonly item: Item;
  /** A market's code. */
  readonly market: string;
  readonly action: Action;
  readonly at: Instant;
  /** Needed for `redownload`, `update` and `renew`; not looked at otherwise. */
  readonly entitlement?: Entitlement;
}

/** L0 to L4 of the decision, in this order. */
export type Layer = 'prohibition' | 'requirement' | 'offer' | 'state' | 'context';

/** One thing that stands in the way. */
export interface Reason {
  readonly layer: Layer;
  readonly code: ReasonCode;
  /** The asked item, or the app that an in-app product belongs to. */
  readonly itemId: string;
  /** The market it holds in: the asked one, or the parent whose status decides. */
  readonly market: string;
  /** The prohibition, requirement or offer rule; `null` where a fact or the absence of a rule is the reason. */
  readonly ruleId: string | null;
  /** Rules that contradict `ruleId` at the same specificity (`COMMERCIAL.OFFER_AMBIGUOUS`). */
  readonly conflictsWith: readonly string[];
  /** The credential that nearly fits. */
  readonly credentialId: string | null;
  readonly legalBasis: string | null;
  readonly authority: Authority | null;
  /** When the rule began and when it ends by itself, as far as the rule says. */
  readonly since: Instant | null;
  readonly until: Instant | null;
  readonly visibility: Visibility;
}

/**
 * What the item is in the market, whatever was asked. `hidden`: as if it did not exist (unpublished, embargo).
 * `blocked`: a prohibition stops sales. `not-offered`: paperwork, licence or commerce do. `coming-soon`: may be
 * seen before its launch. `preorder`, `available`: may be bought.
 */
export type AvailabilityState =
  'available' | 'preorder' | 'coming-soon' | 'not-offered' | 'blocked' | 'hidden';

/** One thing to do. `visibility` is that of the reason it answers. */
export type UnlockStep = { readonly visibility: Visibility } & (
  | {
      readonly do: 'verify-credential';
      readonly credentialType: string;
      readonly itemId: string;
      readonly market: string;
      /** The standards it has to cover. */
      readonly standards: readonly string[];
    }
  /** By the role `legal` only. */
  | { readonly do: 'lift-prohibition'; readonly prohibitionId: string }
  | {
      readonly do: 'accept-risk';
      readonly requirementId: string;
      readonly itemId: string;
      readonly market: string;
    }
  /** By the publisher: an offer rule for this item and this very market (replacing one that says no). */
  | {
      readonly do: 'select-market';
      readonly itemId: string;
      readonly market: string;
      readonly action: 'list' | 'acquire';
    }
  /** By the store, likewise. */
  | {
      readonly do: 'plan-market';
      readonly itemId: string;
      readonly market: string;
      readonly action: 'list' | 'acquire';
    }
  | { readonly do: 'open-market'; readonly market: string }
  | { readonly do: 'publish-item'; readonly itemId: string }
  | { readonly do: 'reinstate-item'; readonly itemId: string; readonly by: 'store' | 'publisher' }
  | { readonly do: 'launch-item'; readonly itemId: string }
  | { readonly do: 'set-price'; readonly itemId: string; readonly market: string; readonly currency: string }
  | { readonly do: 'obtain-entitlement'; readonly itemId: string }
);

/** A date in the rules or facts that makes the answer flip. */
export interface BoundaryCause {
  readonly what:
    | 'prohibition'
    | 'requirement'
    | 'credential'
    | 'risk-acceptance'
    | 'offer'
    | 'market-status'
    | 'market-currency'
    | 'launch'
    | 'withdrawal';
  /** The row's id; the market's code or the item's id for the facts. */
  readonly id: string;
  readonly visibility: Visibility;
}

export interface NextChange {
  readonly at: Instant;
  /** The answer from then on. */
  readonly allowed: boolean;
  /** Every date at that instant that has a part in this question. */
  readonly why: readonly BoundaryCause[];
}

export interface Decision {
  readonly itemId: string;
  readonly market: string;
  readonly action: Action;
  readonly at: Instant;
  readonly epoch: number;
  readonly allowed: boolean;
  readonly state: AvailabilityState;
  /** The least secret of the prohibitions behind `blocked`; `null` in any other state. */
  readonly blockedVisibility: Visibility | null;
  /** All of them, by layer, then code, then rule. Empty if and only if `allowed`. */
  readonly reasons: readonly Reason[];
  /** Unmet advisory requirements: they deny nothing. */
  readonly advisories: readonly Reason[];
  /** The minimal sets of things to do, smallest first, at most 8. Empty when allowed, or when no known thing helps. */
  readonly unlock: readonly (readonly UnlockStep[])[];
  /** When the answer flips by itself, nobody doing anything; `null`: never, as far as the rules say. */
  readonly nextChange: NextChange | null;
}

export const UNLOCK_MAX_ALTERNATIVES = 8;
