import type { Money } from '@portolan/platform';

export const BASE_PLANS_MAX = 50;
/** Of all base plans of a subscription together. */
export const PLAN_REGIONS_MAX = 10_000;
export const OFFER_TAGS_MAX = 20;

/** ISO 8601. */
export type Duration = string;

/** How long is paid for at once, where it goes on by itself. */
export const RENEWING_PERIODS = ['P1W', 'P4W', 'P1M', 'P2M', 'P3M', 'P4M', 'P6M', 'P8M', 'P1Y'] as const;
export const GRACE_PERIODS = ['P0D', 'P3D', 'P7D', 'P14D', 'P30D'] as const;
export const PRORATION_MODES = ['next-billing-date', 'full-price-at-once'] as const;
export const RENEWALS = ['without-commitment', 'with-commitment'] as const;
export const INSTALMENTS_MAX = 100;

interface Renewing {
  readonly period: Duration;
  /** What is left out is as the store's rules will have it. */
  readonly gracePeriod: Duration | null;
  readonly accountHold: Duration | null;
  readonly mayResubscribe: boolean | null;
  readonly proration: (typeof PRORATION_MODES)[number] | null;
}

/** How a base plan goes on. */
export type PlanTerms =
  | (Renewing & { readonly kind: 'auto-renewing'; readonly legacyCompatible: boolean | null })
  | { readonly kind: 'prepaid'; readonly period: Duration; readonly mayExtend: boolean | null }
  | (Renewing & {
      readonly kind: 'instalments';
      readonly payments: number;
      readonly renewal: (typeof RENEWALS)[number];
    });

export interface PlanRegion {
  readonly region: string;
  readonly forNewSubscribers: boolean;
  /** `null`: none was given. */
  readonly price: Money | null;
}

/** Prices for markets that the store adds later. */
export interface OtherRegions {
  readonly euro: Money;
  readonly dollar: Money;
  readonly forNewSubscribers: boolean;
}

/** What a subscription costs and how it goes on. A draft, as all of them are as long as none can be bought. */
export interface BasePlan {
  readonly basePlanId: string;
  readonly terms: PlanTerms;
  readonly regions: readonly PlanRegion[];
  readonly otherRegions: OtherRegions | null;
  readonly tags: readonly string[];
}

/**
 * The base plans after a change: named ones are said anew, but the regions that they do not name stay, and so do plans that are
 * not named.
 */
export function changedPlans(before: readonly BasePlan[], named: readonly BasePlan[]): BasePlan[] {
  const plans = new Map(before.map((plan) => [plan.basePlanId, plan]));
  for (const plan of named) {
    const known = plans.get(plan.basePlanId)?.regions ?? [];
    const regions = new Map([...known, ...plan.regions].map((one) => [one.region, one]));
    plans.set(plan.basePlanId, { ...plan, regions: [...regions.values()].sort(byRegion) });
  }
  return [...plans.values()];
}

function byRegion(a: PlanRegion, b: PlanRegion): number {
  return a.region < b.region ? -1 : 1;
}
