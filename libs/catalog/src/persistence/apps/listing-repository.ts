import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
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

  async delete(appId: string, locale: string): Promise<void> {
    await this.manager.delete(AppListing, { appId, locale });
  }

  /** All of an app's; at most `LISTINGS_PER_APP`. */
  async listOf(appId: string): Promise<AppListing[]> {
    return this.manager.find(AppListing, { where: { appId }, order: { locale: 'ASC' } });
  }
}
