import { flag, int32, listOf, mapOf, type Property, ref, text } from './properties';

const renewing: Record<string, Property> = {
  billingPeriodDuration: text,
  gracePeriodDuration: text,
  accountHoldDuration: text,
  resubscribeState: text,
  prorationMode: text,
};

/** The shapes of what is sold inside apps. */
export const PRODUCT_PROPERTIES: Readonly<Record<string, Record<string, Property>>> = {
  InAppProduct: {
    packageName: text,
    sku: text,
    status: { type: 'string', enum: ['statusUnspecified', 'active', 'inactive'] },
    purchaseType: { type: 'string', enum: ['purchaseTypeUnspecified', 'managedUser', 'subscription'] },
    defaultPrice: ref('Price'),
    prices: mapOf(ref('Price')),
    listings: mapOf(ref('InAppProductListing')),
    defaultLanguage: text,
  },
  Price: { priceMicros: text, currency: text },
  InAppProductListing: { title: text, description: text },
  InappproductsListResponse: {
    kind: text,
    inappproduct: listOf(ref('InAppProduct')),
    tokenPagination: ref('TokenPagination'),
  },
  InappproductsBatchGetResponse: { inappproduct: listOf(ref('InAppProduct')) },
  InappproductsBatchUpdateRequest: { requests: listOf(ref('InappproductsUpdateRequest')) },
  InappproductsUpdateRequest: {
    packageName: text,
    sku: text,
    inappproduct: ref('InAppProduct'),
    allowMissing: flag,
    autoConvertMissingPrices: flag,
  },
  InappproductsBatchUpdateResponse: { inappproducts: listOf(ref('InAppProduct')) },
  InappproductsBatchDeleteRequest: { requests: listOf(ref('InappproductsDeleteRequest')) },
  InappproductsDeleteRequest: { packageName: text, sku: text },
  ListSubscriptionsResponse: { subscriptions: listOf(ref('Subscription')), nextPageToken: text },
  Subscription: {
    packageName: text,
    productId: text,
    basePlans: listOf(ref('BasePlan')),
    listings: listOf(ref('SubscriptionListing')),
    archived: flag,
  },
  SubscriptionListing: { languageCode: text, title: text, description: text, benefits: listOf(text) },
  BasePlan: {
    basePlanId: text,
    state: { type: 'string', enum: ['STATE_UNSPECIFIED', 'DRAFT', 'ACTIVE', 'INACTIVE'] },
    autoRenewingBasePlanType: ref('AutoRenewingBasePlanType'),
    prepaidBasePlanType: ref('PrepaidBasePlanType'),
    installmentsBasePlanType: ref('InstallmentsBasePlanType'),
    regionalConfigs: listOf(ref('RegionalBasePlanConfig')),
    otherRegionsConfig: ref('OtherRegionsBasePlanConfig'),
    offerTags: listOf(ref('OfferTag')),
  },
  AutoRenewingBasePlanType: { ...renewing, legacyCompatible: flag },
  PrepaidBasePlanType: { billingPeriodDuration: text, timeExtension: text },
  InstallmentsBasePlanType: { ...renewing, committedPaymentsCount: int32, renewalType: text },
  RegionalBasePlanConfig: { regionCode: text, newSubscriberAvailability: flag, price: ref('Money') },
  OtherRegionsBasePlanConfig: {
    eurPrice: ref('Money'),
    usdPrice: ref('Money'),
    newSubscriberAvailability: flag,
  },
  OfferTag: { tag: text },
};
