import { Injectable } from '@nestjs/common';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { type ListingView, viewListing } from './listing-view';

/** All of an app's pages by locale: at most 100, so that they need no paging. */
@Injectable()
export class ListListings {
  constructor(private readonly listings: ListingRepository) {}

  async execute(appId: string): Promise<ListingView[]> {
    return (await this.listings.listOf(appId)).map(viewListing);
  }
}
