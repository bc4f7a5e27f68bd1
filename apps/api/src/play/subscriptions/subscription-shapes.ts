import { SUBSCRIPTION_TEXT_LIMITS } from '@portolan/catalog';
import { z } from 'zod';
import { locale, marketCode, text } from '../../http/schemas';
import { flag } from '../google-shapes';
import { moneyBody } from '../prices/google-money';

/** Shapes of `monetization.subscriptions` as clients send them. What is counted here is refused in words further inside. */

const duration = z.string().max(20);
const limits = SUBSCRIPTION_TEXT_LIMITS;

const renewing = {
  billingPeriodDuration: duration,
  gracePeriodDuration: duration.nullish(),
  accountHoldDuration: duration.nullish(),
  resubscribeState: z
    .enum(['RESUBSCRIBE_STATE_UNSPECIFIED', 'RESUBSCRIBE_STATE_ACTIVE', 'RESUBSCRIBE_STATE_INACTIVE'])
    .nullish(),
  prorationMode: z
    .enum([
      'SUBSCRIPTION_PRORATION_MODE_UNSPECIFIED',
      'SUBSCRIPTION_PRORATION_MODE_CHARGE_ON_NEXT_BILLING_DATE',
      'SUBSCRIPTION_PRORATION_MODE_CHARGE_FULL_PRICE_IMMEDIATELY',
    ])
    .nullish(),
};
const autoRenewing = z.looseObject({
  ...renewing,
  legacyCompatible: z.boolean().nullish(),
  legacyCompatibleSubscriptionOfferId: z.string().max(100).nullish(),
});
const prepaid = z.looseObject({
  billingPeriodDuration: duration,
  timeExtension: z
    .enum(['TIME_EXTENSION_UNSPECIFIED', 'TIME_EXTENSION_ACTIVE', 'TIME_EXTENSION_INACTIVE'])
    .nullish(),
});
const installments = z.looseObject({
  ...renewing,
  committedPaymentsCount: z.number().int().min(0).max(2_147_483_647),
  renewalType: z.enum(['RENEWAL_TYPE_RENEWS_WITHOUT_COMMITMENT', 'RENEWAL_TYPE_RENEWS_WITH_COMMITMENT']),
});
export type RenewingBody = z.infer<z.ZodObject<typeof renewing>>;

const planBody = z.looseObject({
  basePlanId: z.string().max(200),
  autoRenewingBasePlanType: autoRenewing.nullish(),
  prepaidBasePlanType: prepaid.nullish(),
  installmentsBasePlanType: installments.nullish(),
  regionalConfigs: z
    .array(
      z.looseObject({
        regionCode: marketCode,
        newSubscriberAvailability: z.boolean().nullish(),
        price: moneyBody.nullish(),
      }),
    )
    .max(1_000)
    .nullish(),
  otherRegionsConfig: z
    .looseObject({
      eurPrice: moneyBody,
      usdPrice: moneyBody,
      newSubscriberAvailability: z.boolean().nullish(),
    })
    .nullish(),
  offerTags: z
    .array(z.looseObject({ tag: text(0, 40) }))
    .max(100)
    .nullish(),
});
export type PlanBody = z.infer<typeof planBody>;

/** A `Subscription`. */
export const subscriptionBody = z.looseObject({
  packageName: z.string().max(255).nullish(),
  productId: z.string().max(200).nullish(),
  listings: z
    .array(
      z.looseObject({
        languageCode: locale,
        title: text(0, 2 * limits.title),
        description: text(0, 2 * limits.description).nullish(),
        benefits: z
          .array(text(0, 2 * limits.benefit))
          .max(20)
          .nullish(),
      }),
    )
    .max(200)
    .nullish(),
  basePlans: z.array(planBody).max(200).nullish(),
  restrictedPaymentCountries: z
    .looseObject({ regionCodes: z.array(z.string().max(10)).max(500).nullish() })
    .nullish(),
});
export type SubscriptionBody = z.infer<typeof subscriptionBody>;

const regionsVersion = z.string().regex(/^\d{4}\/\d{2}$/, 'must be a version of regions such as 2026/01');

export const createQuery = z.looseObject({
  productId: z.string().max(200).optional(),
  'regionsVersion.version': regionsVersion,
});
export const patchQuery = z.looseObject({
  updateMask: z.string().max(1_000).optional(),
  allowMissing: flag,
  'regionsVersion.version': regionsVersion,
});
/** Pages are shorter than they may be asked for. */
export const subscriptionListQuery = z.looseObject({
  pageSize: z.coerce.number().int().min(0).default(0),
  pageToken: z.string().max(1_000).optional(),
});
