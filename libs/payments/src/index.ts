export * from './payments.module';
export { GetPrices } from './application/prices/get-prices';
export { PricesInMarket } from './application/prices/prices-in-market';
export { RemovePrice } from './application/prices/remove-price';
export { SetPrices } from './application/prices/set-prices';
export { type PriceRequest, PRICES_MAX } from './domain/prices/price-change';
export { type PriceRecord } from './persistence/price-list';
export { type PriceInForce } from './persistence/price-repository';
