import { Module } from '@nestjs/common';
import { DownloadLinks } from './downloads/download-links';
import { DownloadsController } from './downloads/downloads.controller';
import { LibraryController } from './library.controller';
import { OpenTestController } from './open-test.controller';
import { OrdersController } from './orders.controller';

/** The face for people who buy, own and download. */
@Module({
  controllers: [OrdersController, LibraryController, OpenTestController, DownloadsController],
  providers: [DownloadLinks],
})
export class ConsumerModule {}
