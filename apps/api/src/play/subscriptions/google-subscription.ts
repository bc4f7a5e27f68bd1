import type { BasePlan, PlanTerms, SubscriptionView } from '@portolan/catalog';
import { toGoogleMoney } from '../prices/google-money';

/** A `Subscription`, as Google's document shapes it. What was not given is not there. */
export function googleSubscription(
  packageName: string,
  { productId, listings, basePlans }: SubscriptionView,
) {
  return {
    packageName,
    productId,
    basePlans: basePlans.map(googlePlan),
    listings: listings.map(({ locale: languageCode, ...text }) => ({ languageCode, ...text })),
    archived: false,
  };
}

/** Base plans begin as drafts, and are activated by methods that this store does not have yet. */
function googlePlan({ basePlanId, terms, regions, otherRegions, tags }: BasePlan) {
  return {
    basePlanId,
    state: 'DRAFT',
    ...googleTerms(terms),
    regionalConfigs: regions.map(({ region, forNewSubscribers, price }) => ({
      regionCode: region,
      newSubscriberAvailability: forNewSubscribers,
      ...(price !== null && { price: toGoogleMoney(price) }),
    })),
    ...(otherRegions !== null && {
      otherRegionsConfig: {
        usdPrice: toGoogleMoney(otherRegions.dollar),
        eurPrice: toGoogleMoney(otherRegions.euro),
        newSubscriberAvailability: otherRegions.forNewSubscribers,
      },
    }),
    ...(tags.length > 0 && { offerTags: tags.map((tag) => ({ tag })) }),
  };
}

function googleTerms(terms: PlanTerms): object {
  if (terms.kind === 'prepaid') {
    const timeExtension = either(terms.mayExtend, 'TIME_EXTENSION_ACTIVE', 'TIME_EXTENSION_INACTIVE');
    return { prepaidBasePlanType: given({ billingPeriodDuration: terms.period, timeExtension }) };
  }
  const isAtOnce = terms.proration === null ? null : terms.proration === 'full-price-at-once';
  const renewing = {
    billingPeriodDuration: terms.period,
    gracePeriodDuration: terms.gracePeriod,
    accountHoldDuration: terms.accountHold,
    resubscribeState: either(terms.mayResubscribe, 'RESUBSCRIBE_STATE_ACTIVE', 'RESUBSCRIBE_STATE_INACTIVE'),
    prorationMode: either(
      isAtOnce,
      'SUBSCRIPTION_PRORATION_MODE_CHARGE_FULL_PRICE_IMMEDIATELY',
      'SUBSCRIPTION_PRORATION_MODE_CHARGE_ON_NEXT_BILLING_DATE',
    ),
  };
  if (terms.kind === 'auto-renewing')
    return { autoRenewingBasePlanType: given({ ...renewing, legacyCompatible: terms.legacyCompatible }) };
  const isBound = terms.renewal === 'with-commitment';
  const renewalType = isBound
    ? 'RENEWAL_TYPE_RENEWS_WITH_COMMITMENT'
    : 'RENEWAL_TYPE_RENEWS_WITHOUT_COMMITMENT';
  return {
    installmentsBasePlanType: given({ ...renewing, committedPaymentsCount: terms.payments, renewalType }),
  };
}

function either(value: boolean | null, yes: string, no: string): string | null {
  return value === null ? null : value ? yes : no;
}

function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
