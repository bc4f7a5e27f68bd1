import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import { In } from 'typeorm';
import { AppListing } from './app-listing.entity';

/** Loads and saves the listings of one app. Changes happen under the app's lock. */
@Injectable()
export class ListingRepository extends BaseRepository {
  async find(appId: string, locale: string): Promise<AppListing | null> {
    return this.manager.findOneBy(AppListing, { appId, locale });
  }

  async localesOf(appId: string): Promise<string[]> {
    const rows = await this.query<{ locale: string }>(
      'SELECT l.locale FROM app_listing l WHERE l.app_id = $1 ORDER BY l.locale',
      [appId],
    );
    return rows.map((row) => row.locale);
  }

  async save(listing: AppListing): Promise<void> {
    await this.manager.save(AppListing, listing);
  }

  /** Listings that are not there yet. */
  async insert(listings: readonly AppListing[]): Promise<void> {
    if (listings.length > 0) await this.manager.insert(AppListing, [...listings]);
  }

  async delete(appId: string, locale: string): Promise<void> {
    await this.manager.delete(AppListing, { appId, locale });
  }

  /** All listings of these apps; at most `LISTINGS_PER_APP` each. */
  async listOfMany(appIds: readonly string[]): Promise<AppListing[]> {
    return this.manager.find(AppListing, { where: { appId: In([...appIds]) } });
  }

  /** All of an app's; at most `LISTINGS_PER_APP`. */
  async listOf(appId: string): Promise<AppListing[]> {
    return this.manager.find(AppListing, { where: { appId }, order: { locale: 'ASC' } });
  }
}
