import { App } from './apps/app.entity';
import { AppListing } from './apps/app-listing.entity';
import { AppRepository } from './apps/app-repository';
import { ListingRepository } from './apps/listing-repository';
import { Artifact } from './artifacts/artifact.entity';
import { ArtifactRepository } from './artifacts/artifact-repository';
import { AppIndex } from './read-models/app-index';
import { ArtifactIndex } from './read-models/artifact-index';
import { ItemDirectory } from './read-models/item-directory';
import { ReleaseIndex } from './read-models/release-index';
import { Release } from './releases/release.entity';
import { ReleaseRepository } from './releases/release-repository';

export const ENTITIES = [App, AppListing, Artifact, Release] as const;
export const REPOSITORIES = [
  AppRepository,
  ListingRepository,
  ArtifactRepository,
  ReleaseRepository,
  AppIndex,
  ArtifactIndex,
  ReleaseIndex,
  ItemDirectory,
] as const;
