import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements/agreements.controller';
import { OwnAgreementsController } from './agreements/own-agreements.controller';
import { AppsController } from './catalog/apps.controller';
import { ArtifactsController } from './catalog/artifacts.controller';
import { ImagesController } from './catalog/images.controller';
import { DeviceRulesController } from './catalog/device-rules.controller';
import { ListingsController } from './catalog/listings.controller';
import { ReleasesController } from './catalog/releases.controller';
import { ReviewRulesController } from './catalog/review-rules.controller';
import { RolloutsController } from './catalog/rollouts.controller';
import { TesterGroupsController } from './testers/tester-groups.controller';
import { TracksController } from './catalog/tracks.controller';
import { OwnCredentialsController } from './credentials/credentials.controller';
import { TransfersController } from './catalog/transfers.controller';
import { ApiKeysController } from './machines/api-keys.controller';
import { InvitationsController } from './machines/invitations.controller';
import { ServiceAccountKeysController } from './machines/service-account-keys.controller';
import { ServiceAccountsController } from './machines/service-accounts.controller';
import { MembersController } from './members.controller';
import { StatementsController } from './verification/statements.controller';
import { AppPricesController } from './prices.controller';
import { PublishersController } from './publishers.controller';
import { BulkTerritories } from './territories/bulk-territories';
import { BulkTerritoriesController } from './territories/bulk-territories.controller';
import { SharedPackageLinksController } from './sharing/shared-packages.controller';
import { AppealsController } from './review/appeals.controller';
import { TakedownsController } from './review/takedowns.controller';
import { StrikesController } from './review/strikes.controller';
import { AppRatingsController } from './ratings/ratings.controller';
import { TerritoriesController } from './territories.controller';

/** The face for developers. */
@Module({
  imports: [],
  controllers: [
    AppRatingsController,
    AppsController,
    ListingsController,
    ImagesController,
    ArtifactsController,
    SharedPackageLinksController,
    ReleasesController,
    ReviewRulesController,
    AppealsController,
    StrikesController,
    TakedownsController,
    RolloutsController,
    TracksController,
    TesterGroupsController,
    DeviceRulesController,
    TransfersController,
    MembersController,
    OwnCredentialsController,
    PublishersController,
    StatementsController,
    AgreementsController,
    OwnAgreementsController,
    AppPricesController,
    BulkTerritoriesController,
    TerritoriesController,
    ApiKeysController,
    InvitationsController,
    ServiceAccountsController,
    ServiceAccountKeysController,
  ],
  providers: [BulkTerritories],
})
export class PublisherModule {}
