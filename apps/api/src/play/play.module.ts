import { Module } from '@nestjs/common';
import { RegionsModule } from '@portolan/regions';
import { AuthModule } from '../auth/auth.module';
import { BeyondGoogleController } from './beyond.controller';
import { DiscoveryController } from './discovery/discovery.controller';
import { PlayDetailsController } from './edits/details.controller';
import { EditsController } from './edits/edits.controller';
import { PlayExpansionFilesController } from './edits/expansion-files.controller';
import { PlayImagesController } from './edits/images.controller';
import { ListFiles } from './edits/list-files';
import { PlayListingsController } from './edits/listings.controller';
import { PlayPackagesController } from './edits/packages.controller';
import { PlayTestersController } from './edits/testers.controller';
import { PlayTracksController } from './edits/tracks.controller';
import { PlayGeneratedApksController } from './generated-apks.controller';
import { PlayPricesController } from './prices/prices.controller';
import { InAppProductsController } from './products/in-app-products.controller';
import { ProductAvailabilityController } from './products/product-availability.controller';
import { ProductBatchesController } from './products/product-batches.controller';
import { PlayReviewsController } from './reviews/reviews.controller';
import { PlaySubscriptionsController } from './subscriptions/subscriptions.controller';
import { GoogleUsers } from './team/google-users';
import { PlayGrantsController } from './team/grants.controller';
import { PlayUsersController } from './team/users.controller';
import { UnimplementedController } from './unimplemented.controller';
import { FinishUpload } from './uploads/finish-upload';
import { PlaySharingController } from './uploads/sharing.controller';
import { UploadProtocols } from './uploads/upload-protocols';
import { UploadSessions } from './uploads/upload-sessions';
import { UploadsController } from './uploads/uploads.controller';

/** The face for tools that publish to Google Play. The catch-all comes last. */
@Module({
  imports: [AuthModule, RegionsModule],
  controllers: [
    EditsController,
    PlayListingsController,
    PlayImagesController,
    PlayTracksController,
    PlayDetailsController,
    PlayTestersController,
    PlayPackagesController,
    PlayExpansionFilesController,
    UploadsController,
    PlaySharingController,
    PlayUsersController,
    PlayGrantsController,
    PlayGeneratedApksController,
    PlayPricesController,
    InAppProductsController,
    ProductAvailabilityController,
    ProductBatchesController,
    PlaySubscriptionsController,
    PlayReviewsController,
    BeyondGoogleController,
    DiscoveryController,
    UnimplementedController,
  ],
  providers: [FinishUpload, GoogleUsers, ListFiles, UploadProtocols, UploadSessions],
})
export class PlayModule {}
