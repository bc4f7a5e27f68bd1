export * from './payments.module';
export { PricesInMarket } from './application/prices/prices-in-market';
