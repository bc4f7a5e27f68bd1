import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module';
import { DownloadLinks } from './downloads/download-links';
import { DownloadsController } from './downloads/downloads.controller';
import { KnownApps } from './known-apps';
import { LibraryController } from './library.controller';
import { OpenTestController } from './open-test.controller';
import { OwnRatingsController } from './ratings.controller';
import { SharedPackagesController } from './shared-packages.controller';
import { OwnTestsController } from './tests.controller';
import { SendFile } from './downloads/send-file';
import { OrdersController } from './orders.controller';

/** The face for people who buy, own and download. */
@Module({
  imports: [DecisionsModule],
  controllers: [
    OrdersController,
    LibraryController,
    OpenTestController,
    OwnRatingsController,
    OwnTestsController,
    DownloadsController,
    SharedPackagesController,
  ],
  providers: [DownloadLinks, KnownApps, SendFile],
})
export class ConsumerModule {}
