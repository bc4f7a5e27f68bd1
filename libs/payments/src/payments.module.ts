import { Module } from '@nestjs/common';
import { PricesInMarket } from './application/prices/prices-in-market';
import { PriceRepository } from './persistence/price-repository';

/** Prices, orders, refunds and entitlements. */
@Module({ providers: [PriceRepository, PricesInMarket], exports: [PricesInMarket] })
export class PaymentsModule {}
