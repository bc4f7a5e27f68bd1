import { App } from './apps/app.entity';
import { AppListing } from './apps/app-listing.entity';
import { AppRepository } from './apps/app-repository';
import { ListingRepository } from './apps/listing-repository';
import { AppIndex } from './read-models/app-index';
import { ItemDirectory } from './read-models/item-directory';

export const ENTITIES = [App, AppListing] as const;
export const REPOSITORIES = [AppRepository, ListingRepository, AppIndex, ItemDirectory] as const;
