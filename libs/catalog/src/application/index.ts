import { CreateApp } from './apps/create-app';
import { GetApp } from './apps/get-app';
import { ImportApps } from './apps/import-apps';
import { ListApps } from './apps/list-apps';
import { UpdateApp } from './apps/update-app';
import { DeleteListing } from './listings/delete-listing';
import { GetListing } from './listings/get-listing';
import { ListListings } from './listings/list-listings';
import { PutListing } from './listings/put-listing';
import { GetArtifact } from './artifacts/get-artifact';
import { ListArtifacts } from './artifacts/list-artifacts';
import { UploadArtifact } from './artifacts/upload-artifact';
import * as appeals from './appeals';
import { DeleteProducts } from './products/delete-products';
import { DraftProduct } from './products/draft-product';
import { GetProducts } from './products/get-products';
import { ListProducts } from './products/list-products';
import { ProductsOfApp } from './products/products-of-app';
import { WriteProducts } from './products/write-products';
import * as subscriptions from './subscriptions';
import * as ratings from './ratings';
import { AppStateReader } from './edits/app-state';
import { ApplyDetails } from './edits/apply-details';
import { ApplyTrack } from './edits/apply-track';
import { ChangeEdit } from './edits/change-edit';
import { CommitEdit } from './edits/commit-edit';
import { DeleteEdit } from './edits/delete-edit';
import { EditDesk } from './edits/edit-desk';
import { OpenEdit } from './edits/open-edit';
import { ReadEdit } from './edits/read-edit';
import { ListRefusedFiles } from './refused-files/list-refused-files';
import { RefuseFile } from './refused-files/refuse-file';
import { FindImage } from './images/find-image';
import { ListImages } from './images/list-images';
import { ReceiveImage } from './images/receive-image';
import { SetImages } from './images/set-images';
import { UploadSymbols } from './artifacts/upload-symbols';
import * as expansions from './expansions';
import { ApplyExpansions } from './expansions/apply-expansions';
import { ExpansionTarget } from './expansions/expansion-target';
import * as uploads from './uploads';
import { ForgetSharedPackages } from './sharing/forget-shared-packages';
import { ListSharedPackages } from './sharing/list-shared-packages';
import { OpenSharedPackage } from './sharing/open-shared-package';
import { SharePackage } from './sharing/share-package';
import { WithdrawSharedPackage } from './sharing/withdraw-shared-package';
import { CreateRelease } from './releases/create-release';
import { GetReadiness } from './releases/get-readiness';
import { GetRelease } from './releases/get-release';
import { HaltRelease } from './releases/halt-release';
import { ListReleases } from './releases/list-releases';
import { ResumeRelease } from './releases/resume-release';
import { SubmitRelease } from './releases/submit-release';
import { UpdateRelease } from './releases/update-release';
import { PublishRelease } from './rollouts/publish-release';
import { RaiseRollout } from './rollouts/raise-rollout';
import { TargetRelease } from './rollouts/target-release';
import { AcceptTransfer } from './transfers/accept-transfer';
import { ListTransfers } from './transfers/list-transfers';
import { OfferTransfer } from './transfers/offer-transfer';
import { WithdrawTransfer } from './transfers/withdraw-transfer';
import { CreateTrack } from './tracks/create-track';
import { GetTesters } from './tracks/get-testers';
import { JoinOpenTrack } from './tracks/join-open-track';
import { ListTracks } from './tracks/list-tracks';
import { PutTesters } from './tracks/put-testers';
import * as reviews from './reviews';
import * as takedowns from './takedowns';
import * as testers from './testers';
import { TakedownEnds } from './takedowns/takedown-ends';
import { ImpartialReviewer } from './reviews/impartial-reviewer';
import { KeepReviewedContent } from './reviews/keep-reviewed-content';
import { CreateDevice } from './devices/create-device';
import { GetDevice } from './devices/get-device';
import { ListDevices } from './devices/list-devices';
import { UpdateDevice } from './devices/update-device';
import { FindAppByPackage } from './directory/find-app-by-package';
import { FindDeviceBySlug } from './directory/find-device-by-slug';
import { FindOwnerOf } from './directory/find-owner-of';
import { ItemTitles } from './directory/item-titles';
import { ListAppNames } from './directory/list-app-names';
import { ChooseVersions } from './delivery/choose-versions';
import { GetDeviceRules } from './delivery/get-device-rules';
import { PutDeviceRules } from './delivery/put-device-rules';
import { BrowseApps } from './browse/browse-apps';
import { BrowseDevices } from './browse/browse-devices';
import { CountCategories } from './browse/count-categories';
import { FindDeliveredPackages } from './browse/find-delivered-packages';
import { GetAppPage } from './browse/get-app-page';
import { GetDevicePage } from './browse/get-device-page';
import { ListAppProducts } from './browse/list-app-products';
import { ListItems } from './browse/list-items';
import { PackageInspector } from './artifacts/package-inspector';
import { ReceivePackage } from './artifacts/receive-package';
import { RegisterArtifact } from './artifacts/register-artifact';
import { DeviceItem } from './devices/device-item';
import { ItemRegistry } from './item-registry';
import { Delivery } from './releases/delivery';
import { ReadinessCheck } from './releases/readiness-check';
import { ReleaseFindings } from './releases/release-findings';
import { GetReviewRules } from './review-rules/get-review-rules';
import { FileAppeal } from './appeals/file-appeal';
import { LiftStrike } from './strikes/lift-strike';
import { ListStrikes } from './strikes/list-strikes';
import { Strikes } from './strikes/strikes';
import { KnownMarkets } from './rollouts/known-markets';

/** Every use case that the library offers. */
export const USE_CASES = [
  CreateApp,
  GetApp,
  ImportApps,
  ListApps,
  UpdateApp,
  DeleteListing,
  GetListing,
  ListListings,
  PutListing,
  UploadSymbols,
  ...Object.values(expansions),
  ...Object.values(uploads),
  SharePackage,
  OpenSharedPackage,
  ListSharedPackages,
  WithdrawSharedPackage,
  ForgetSharedPackages,
  ChangeEdit,
  CommitEdit,
  DeleteEdit,
  OpenEdit,
  ReadEdit,
  FindImage,
  ListImages,
  ReceiveImage,
  SetImages,
  GetArtifact,
  ListArtifacts,
  UploadArtifact,
  RefuseFile,
  ListRefusedFiles,
  CreateRelease,
  GetReadiness,
  GetRelease,
  GetReviewRules,
  HaltRelease,
  ListReleases,
  ResumeRelease,
  SubmitRelease,
  UpdateRelease,
  PublishRelease,
  RaiseRollout,
  TargetRelease,
  CreateTrack,
  GetTesters,
  JoinOpenTrack,
  ListTracks,
  PutTesters,
  AcceptTransfer,
  ListTransfers,
  OfferTransfer,
  WithdrawTransfer,
  ...Object.values(reviews),
  ...Object.values(appeals),
  LiftStrike,
  ListStrikes,
  ...Object.values(takedowns),
  DeleteProducts,
  GetProducts,
  ListProducts,
  WriteProducts,
  ...Object.values(subscriptions),
  ...Object.values(ratings),
  ...Object.values(testers),
  CreateDevice,
  GetDevice,
  ListDevices,
  UpdateDevice,
  FindAppByPackage,
  FindDeviceBySlug,
  FindOwnerOf,
  ItemTitles,
  ListAppNames,
  ChooseVersions,
  GetDeviceRules,
  PutDeviceRules,
  BrowseApps,
  BrowseDevices,
  CountCategories,
  FindDeliveredPackages,
  GetAppPage,
  GetDevicePage,
  ListAppProducts,
] as const;

/** What use cases share; stays inside the library. */
export const INNER_SERVICES = [
  AppStateReader,
  ApplyDetails,
  ApplyExpansions,
  ExpansionTarget,
  ApplyTrack,
  EditDesk,
  DraftProduct,
  ProductsOfApp,
  Delivery,
  DeviceItem,
  ItemRegistry,
  ImpartialReviewer,
  KeepReviewedContent,
  KnownMarkets,
  ListItems,
  FileAppeal,
  ReadinessCheck,
  ReleaseFindings,
  Strikes,
  TakedownEnds,
  PackageInspector,
  ReceivePackage,
  RegisterArtifact,
] as const;
