import type { BasePlan, PlanTerms, SubscriptionChange } from '@portolan/catalog';
import { DomainError } from '@portolan/platform';
import { fromGoogleMoney } from '../prices/google-money';
import type { PlanBody, RenewingBody, SubscriptionBody } from './subscription-shapes';

const PARTS = ['listings', 'basePlans', 'taxAndComplianceSettings', 'restrictedPaymentCountries'] as const;
type Part = (typeof PARTS)[number];

/**
 * What a client's subscription asks for.
 * @param parts which parts of the body count
 * @throws DomainError `product-mismatch` for the name of another product or app, `restricted-payment-unsupported`,
 *   `base-plan-type-invalid`, `offers-unsupported`, `price-too-fine`, `currency-unknown`.
 */
export function changeOf(
  named: { packageName: string; productId: string },
  body: SubscriptionBody,
  parts: ReadonlySet<Part> = new Set(PARTS),
): SubscriptionChange {
  for (const key of ['packageName', 'productId'] as const)
    if ((body[key] ?? named[key]) !== named[key])
      throw invalid(
        'product-mismatch',
        'The subscription names another product or package than the address.',
      );
  const { listings, basePlans, restrictedPaymentCountries } = body;
  if (parts.has('restrictedPaymentCountries') && (restrictedPaymentCountries?.regionCodes ?? []).length > 0)
    throw invalid(
      'restricted-payment-unsupported',
      'This store does not restrict payment methods to countries: leave restrictedPaymentCountries empty.',
    );
  const texts = listings?.map(({ languageCode: locale, title, description, benefits }) => {
    return { locale, title, description: description ?? '', benefits: benefits ?? [] };
  });
  return {
    listings: parts.has('listings') ? texts : undefined,
    basePlans: parts.has('basePlans') ? basePlans?.map(planOf) : undefined,
  };
}

/**
 * The parts that a field mask names; without one, what the body has.
 * @throws DomainError `update-mask-invalid` for what is no part, or is one that the body does not have.
 */
export function maskOf(mask: string | undefined, body: SubscriptionBody): ReadonlySet<Part> {
  const words = (mask ?? '').split(',').map((word) => word.trim());
  const isOpen = words.every((word) => word === '' || word === '*');
  const named: readonly string[] = isOpen ? PARTS.filter((part) => part in body) : words;
  const unknown = named.find((word) => !(PARTS as readonly string[]).includes(word));
  if (unknown !== undefined)
    throw invalid(
      'update-mask-invalid',
      `"${unknown.slice(0, 60)}" is no part that can be named; ${PARTS.join(', ')} are.`,
    );
  const missing = (['listings', 'basePlans'] as const).find(
    (part) => named.includes(part) && !Array.isArray(body[part]),
  );
  if (missing !== undefined)
    throw invalid('update-mask-invalid', `The mask names ${missing}, and the subscription has none.`);
  return new Set(PARTS.filter((part) => named.includes(part)));
}

function planOf(plan: PlanBody): BasePlan {
  const { basePlanId, regionalConfigs, otherRegionsConfig: other, offerTags } = plan;
  return {
    basePlanId,
    terms: termsOf(plan),
    regions: (regionalConfigs ?? []).map(({ regionCode: region, newSubscriberAvailability, price }) => ({
      region,
      forNewSubscribers: newSubscriberAvailability === true,
      price: price === null || price === undefined ? null : fromGoogleMoney(price),
    })),
    otherRegions:
      other === null || other === undefined
        ? null
        : {
            euro: fromGoogleMoney(other.eurPrice),
            dollar: fromGoogleMoney(other.usdPrice),
            forNewSubscribers: other.newSubscriberAvailability === true,
          },
    tags: (offerTags ?? []).map(({ tag }) => tag),
  };
}

function termsOf(plan: PlanBody): PlanTerms {
  const {
    autoRenewingBasePlanType: auto,
    prepaidBasePlanType: prepaid,
    installmentsBasePlanType: parts,
  } = plan;
  const given = [auto, prepaid, parts].filter((one) => one !== null && one !== undefined);
  if (given.length === 1) {
    if (auto) {
      if ((auto.legacyCompatibleSubscriptionOfferId ?? '') !== '')
        throw invalid(
          'offers-unsupported',
          'There are no subscription offers here that a base plan could name.',
        );
      return { kind: 'auto-renewing', ...renewingOf(auto), legacyCompatible: auto.legacyCompatible ?? null };
    }
    if (prepaid) {
      const mayExtend = wordOf(prepaid.timeExtension, {
        TIME_EXTENSION_ACTIVE: true,
        TIME_EXTENSION_INACTIVE: false,
      });
      return { kind: 'prepaid', period: prepaid.billingPeriodDuration, mayExtend };
    }
    if (parts) {
      const { committedPaymentsCount: payments, renewalType } = parts;
      const isBound = renewalType === 'RENEWAL_TYPE_RENEWS_WITH_COMMITMENT';
      const renewal = isBound ? 'with-commitment' : 'without-commitment';
      return { kind: 'instalments', ...renewingOf(parts), payments, renewal };
    }
  }
  throw invalid(
    'base-plan-type-invalid',
    `The base plan "${plan.basePlanId}" has one type, and not ${given.length}.`,
  );
}

function renewingOf(body: RenewingBody) {
  return {
    period: body.billingPeriodDuration,
    gracePeriod: body.gracePeriodDuration ?? null,
    accountHold: body.accountHoldDuration ?? null,
    mayResubscribe: wordOf(body.resubscribeState, {
      RESUBSCRIBE_STATE_ACTIVE: true,
      RESUBSCRIBE_STATE_INACTIVE: false,
    }),
    proration: wordOf(body.prorationMode, {
      SUBSCRIPTION_PRORATION_MODE_CHARGE_ON_NEXT_BILLING_DATE: 'next-billing-date' as const,
      SUBSCRIPTION_PRORATION_MODE_CHARGE_FULL_PRICE_IMMEDIATELY: 'full-price-at-once' as const,
    }),
  };
}

/** What a word stands for; null for `..._UNSPECIFIED` and for none. */
function wordOf<T>(word: string | null | undefined, meanings: Readonly<Record<string, T>>): T | null {
  return meanings[word ?? ''] ?? null;
}

function invalid(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail);
}
