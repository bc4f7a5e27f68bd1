import { Module } from '@nestjs/common';
import { RegionsModule } from '@portolan/regions';
import { StorefrontAppsController } from './apps.controller';
import { ListCache } from './cache/list-cache';
import { PriceLabels } from './cache/price-labels';
import { PrintedRows } from './cache/printed-rows';
import { CategoriesController } from './categories.controller';
import { StorefrontDevicesController } from './devices.controller';
import { DeviceFit } from './device-fit';
import { MarketShelf } from './market-shelf';
import { PublicLists } from './public-lists';
import { UpdateCheck } from './update-check';
import { StoreImagesController } from './images.controller';
import { StorefrontProductsController } from './products/products.controller';
import { StorefrontRatingsController } from './ratings/ratings.controller';
import { UpdatesController } from './updates.controller';

/** The face for people who browse by market. */
@Module({
  imports: [RegionsModule],
  controllers: [
    StoreImagesController,
    CategoriesController,
    StorefrontAppsController,
    StorefrontDevicesController,
    StorefrontProductsController,
    StorefrontRatingsController,
    UpdatesController,
  ],
  providers: [DeviceFit, ListCache, MarketShelf, PriceLabels, PrintedRows, PublicLists, UpdateCheck],
})
export class StorefrontModule {}
