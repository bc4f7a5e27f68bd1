import { AppListing } from './apps/app-listing.entity';
import { AppRepository } from './apps/app-repository';
import { App } from './apps/app.entity';
import { DeviceRulesRepository } from './apps/device-rules-repository';
import { ContactRepository } from './apps/contact-repository';
import { ListingRepository } from './apps/listing-repository';
import { RefusedFileRepository } from './artifacts/refused-file-repository';
import { ArtifactRepository } from './artifacts/artifact-repository';
import { Artifact } from './artifacts/artifact.entity';
import { ExpansionRepository } from './artifacts/expansion-repository';
import { SharedPackageRepository } from './artifacts/shared-package-repository';
import { SymbolsRepository } from './artifacts/symbols-repository';
import { UploadSessionRepository } from './artifacts/upload-session-repository';
import { DeviceRepository } from './devices/device-repository';
import { Device } from './devices/device.entity';
import { EditRepository } from './edits/edit-repository';
import { ImageRepository } from './images/image-repository';
import { AppIndex } from './read-models/app-index';
import { ArtifactIndex } from './read-models/artifact-index';
import { DeliveryIndex } from './read-models/delivery-index';
import { DeviceIndex } from './read-models/device-index';
import { ItemDirectory } from './read-models/item-directory';
import { ReleaseIndex } from './read-models/release-index';
import { TrackIndex } from './read-models/track-index';
import { RatingRepository } from './ratings/rating-repository';
import { ReleaseRepository } from './releases/release-repository';
import { Release } from './releases/release.entity';
import { AppealRepository } from './reviews/appeal-repository';
import { TakedownRepository } from './reviews/takedown-repository';
import { StrikeRepository } from './reviews/strike-repository';
import { RejectionRepository } from './reviews/rejection-repository';
import { ReviewQueue } from './reviews/review-queue';
import { InAppProductRepository } from './products/in-app-product-repository';
import { SubscriptionRepository } from './products/subscription-repository';
import { ProductClaims } from './products/product-claims';
import { ReviewedContentRepository } from './reviews/reviewed-content-repository';
import { AppShelf } from './storefront/app-shelf';
import { DeviceShelf } from './storefront/device-shelf';
import { InstalledPackages } from './storefront/installed-packages';
import { ItemPages } from './storefront/item-pages';
import { TestedApps } from './testers/tested-apps';
import { TesterGroupRepository } from './testers/tester-group-repository';
import { TrackMembership } from './tracks/track-membership';
import { TrackRepository } from './tracks/track-repository';
import { TransferRepository } from './transfers/transfer-repository';
import { ShelfScan } from './storefront/shelf-scan';

export const ENTITIES = [AppListing, App, Artifact, Device, Release] as const;
export const REPOSITORIES = [
  AppRepository,
  ListingRepository,
  ArtifactRepository,
  RefusedFileRepository,
  DeviceRepository,
  ExpansionRepository,
  SharedPackageRepository,
  SymbolsRepository,
  UploadSessionRepository,
  ContactRepository,
  EditRepository,
  ImageRepository,
  AppIndex,
  ArtifactIndex,
  DeviceIndex,
  InAppProductRepository,
  ItemDirectory,
  ProductClaims,
  SubscriptionRepository,
  RatingRepository,
  ReleaseIndex,
  ReleaseRepository,
  RejectionRepository,
  AppealRepository,
  StrikeRepository,
  TakedownRepository,
  ReviewQueue,
  ReviewedContentRepository,
  AppShelf,
  DeviceShelf,
  InstalledPackages,
  ItemPages,
  TrackIndex,
  DeliveryIndex,
  DeviceRulesRepository,
  TestedApps,
  TesterGroupRepository,
  TrackMembership,
  TrackRepository,
  TransferRepository,
  ShelfScan,
] as const;
