export { CatalogModule } from './catalog.module';
export { type CatalogOptions } from './catalog-options';
export {
  APK_PROBLEMS,
  ApkRejected,
  type ApkProblemCode,
  type ApkReport,
  inspectApk,
  KNOWN_TRACKERS,
  makeSigner,
  type PackageSigner,
  type PackageToWrite,
  type Tracker,
  TRACKER_PURPOSES,
  writePackage,
} from './apk';
export * from './application/apps';
export * from './application/listings';
export * from './application/artifacts';
export * from './application/refused-files';
export * from './application/sharing';
export * from './application/edits';
export * from './application/expansions';
export * from './application/uploads';
export * from './application/images';
export * from './application/products';
export * from './application/subscriptions';
export type { SubscriptionView } from './application/subscriptions/subscription-view';
export type { ProductRequest } from './application/products/draft-product';
export { PriceConverter, type UnpricedRegion } from './application/products/price-converter';
export type { ProductView, WrittenProduct } from './application/products/product-view';
export * from './application/ratings';
export * from './application/releases';
export * from './application/delivery';
export * from './application/rollouts';
export * from './application/tracks';
export * from './application/transfers';
export * from './application/reviews';
export * from './application/appeals';
export * from './application/strikes';
export * from './application/takedowns';
export * from './application/testers';
export * from './application/review-ports';
export * from './application/review-rules';
export * from './application/directory';
export * from './application/devices';
export * from './application/browse';
export { CATEGORY_LOCALES, CATEGORY_PATHS, categoryName } from './domain/category/category-tree';
export { DECLARABLE_ATTRIBUTES, type Declarations } from './domain/app/declarations';
export { DEVICE_NAME_MAX_LENGTH, DEVICE_SUMMARY_MAX_LENGTH, type DeviceName } from './domain/device/device';
export {
  IMAGE_MEDIA_TYPES,
  IMAGE_TYPES,
  type ImageMediaType,
  type ImageType,
  imagesMax,
  SCREENSHOTS_MAX,
} from './domain/image/image-rules';
export { type AppDetails, type EditChanges, placeKey } from './domain/edit/edit-changes';
export {
  EXPANSION_TYPES,
  type ExpansionFile,
  expansionFileName,
  expansionKey,
  type ExpansionType,
} from './domain/edit/expansion-files';
export { WANTED_STATUSES, type WantedRelease, type WantedStatus } from './domain/edit/wanted-release';
export { LISTING_LIMITS, type ListingText } from './domain/app/listing';
export { type CountryTargeting, TARGETED_COUNTRIES_MAX } from './domain/delivery/country-targeting';
export { TRACK_NAME, TRACK_NAME_MAX_LENGTH, type TrackKind } from './domain/delivery/track-name';
export { type Recipient } from './domain/delivery/choose-version';
export { type DeviceDescription, SCREEN_SIZES } from './domain/delivery/device-description';
export { type DeviceRules, type Misfit, MISFIT_CODES } from './domain/delivery/device-fit';
export { type TesterGroup, type TesterGroupRow } from './persistence/testers/tester-group-repository';
export { type OwnTest } from './persistence/testers/tested-apps';
export { type PackageNeeds } from './domain/delivery/package-needs';
export { type Obstacle } from './domain/release/readiness';
export {
  CITED_POLICIES_MAX,
  REJECTION_POLICIES,
  REJECTION_POLICY_CODES,
  type RejectionPolicy,
} from './domain/review/policies';
export { type ReviewMail } from './domain/review/review-mails';
export {
  REVIEW_IDLE_MS,
  REVIEW_PRIORITIES,
  REVIEW_PRIORITY_CODES,
  type ReviewPriority,
  WIDELY_HELD,
} from './domain/review/review-priority';
export { STRIKE_POLICY } from './domain/review/strike-policy';
export { type ReviewedContent } from './domain/review/reviewed-content';
export {
  PRODUCT_LISTINGS_MAX,
  PRODUCT_STATUSES,
  PRODUCT_TEXT_LIMITS,
  PRODUCTS_AT_ONCE,
} from './domain/product/in-app-product';
export { PRODUCT_ID_MAX_LENGTH } from './domain/product/product-id';
export type { BasePlan, PlanTerms } from './domain/subscription/base-plan';
export { SUBSCRIPTION_TEXT_LIMITS, type SubscriptionChange } from './domain/subscription/subscription';
export { REGION_PRICES_MAX } from './domain/product/region-prices';
export { RATING_LIMITS, type RatingText } from './domain/rating/rating';
export { RELEASE_NOTE_MAX_LENGTH } from './domain/release/release-notes';
export { WANTED_LOCALES_MAX } from './domain/locale';
export { SEARCH_MAX_LENGTH } from './domain/search-query';
export { RELEASE_STATUSES, RELEASE_TRANSITIONS, type ReleaseStatus } from './domain/release/release-status';
export {
  type Finding,
  type FindingCode,
  REVIEW_POLICIES,
  type Severity,
} from './domain/release/review-policy';
export { type AppSummary } from './persistence/read-models/app-index';
export { type ArtifactSummary } from './persistence/read-models/artifact-index';
export { type AppName, type ItemTitle } from './persistence/read-models/item-directory';
export { type ReleaseArtifact, type ReleaseView } from './persistence/read-models/release-index';
export { type ReviewView } from './persistence/reviews/review-queue';
export { type RatingView } from './persistence/ratings/rating-repository';
export { type SharedPackage } from './persistence/artifacts/shared-package-repository';
export { SYMBOL_TYPES, type SymbolType } from './persistence/artifacts/symbols-repository';
export { type ImageFile } from './persistence/images/image-repository';
export { type DeviceSummary } from './persistence/read-models/device-index';
export { type TesterList } from './persistence/tracks/track-repository';
export { type ShelfApp } from './persistence/storefront/app-shelf';
export { type ShelfDevice } from './persistence/storefront/device-shelf';
export { type ShelfSort } from './persistence/storefront/shelf-scan';
export { type DeviceRulesView } from './persistence/apps/device-rules-repository';
export { type DeliveredExpansion, type DeliveredFile } from './persistence/read-models/delivery-index';
export { type AppPage, type DevicePage } from './persistence/storefront/item-pages';
