import { flag, listOf, mapOf, type Property, ref, text } from './properties';

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
};
