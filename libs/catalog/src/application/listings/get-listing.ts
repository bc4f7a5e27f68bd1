import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { type ListingView, viewListing } from './listing-view';

/** An app's page in exactly this locale. @throws DomainError `listing-not-found`. */
@Injectable()
export class GetListing {
  constructor(private readonly listings: ListingRepository) {}

  async execute(appId: string, locale: string): Promise<ListingView> {
    const listing = await this.listings.find(appId, locale);
    if (listing === null) throw notFound('listing');
    return viewListing(listing);
  }
}
