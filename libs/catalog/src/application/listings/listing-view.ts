import type { ListingText } from '../../domain/app/listing';
import type { AppListing } from '../../persistence/apps/app-listing.entity';

/** A listing as its publisher reads it. `version` rises with each change. */
export interface ListingView extends ListingText {
  locale: string;
  version: number;
  updatedAt: string;
}

export function viewListing(listing: AppListing): ListingView {
  const { locale, title, shortDescription, fullDescription, version } = listing;
  return {
    locale,
    title,
    shortDescription,
    fullDescription,
    version,
    updatedAt: listing.updatedAt.toISOString(),
  };
}
