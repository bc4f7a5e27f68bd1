import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { TouchItem } from '@portolan/regions';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ImageRepository } from '../../persistence/images/image-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { viewListing } from './listing-view';

/**
 * Removes one locale's page with its pictures. The default locale's stays: readers of every other language fall back to it.
 * @throws DomainError `app-not-found`, `listing-not-found`, `listing-of-default-locale`.
 */
@Injectable()
export class DeleteListing {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly images: ImageRepository,
    private readonly touchItem: TouchItem,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { appId: string; locale: string; actor: AccountActor }): Promise<void> {
    const { appId, locale, actor } = command;
    const app = await this.apps.lock(appId);
    const listing = await this.listings.find(appId, locale);
    if (listing === null) throw notFound('listing');
    if (locale === app.defaultLocale) {
      throw new DomainError(
        'conflict',
        'listing-of-default-locale',
        `${locale} is the app's default locale; choose another default first.`,
      );
    }
    await this.listings.delete(appId, locale);
    await this.images.removeLocale(appId, locale);
    await this.touchItem.execute({ itemId: appId });
    await this.audit.record({
      actor,
      action: 'listing.delete',
      subject: { type: 'app', id: appId },
      before: viewListing(listing),
    });
  }
}
