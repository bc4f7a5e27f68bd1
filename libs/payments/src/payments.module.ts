import { Module } from '@nestjs/common';
import { RegionsModule } from '@portolan/regions';
import { GetPrices } from './application/prices/get-prices';
import { PricesInMarket } from './application/prices/prices-in-market';
import { RemovePrice } from './application/prices/remove-price';
import { SetPrices } from './application/prices/set-prices';
import { PriceList } from './persistence/price-list';
import { PriceRepository } from './persistence/price-repository';

const USE_CASES = [GetPrices, PricesInMarket, RemovePrice, SetPrices];

/** Prices, orders, refunds and entitlements. */
@Module({
  imports: [RegionsModule],
  providers: [PriceRepository, PriceList, ...USE_CASES],
  exports: USE_CASES,
})
export class PaymentsModule {}
