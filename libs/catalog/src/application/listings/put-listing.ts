import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { TouchItem } from '@portolan/regions';
import { checkListing, LISTINGS_PER_APP, type ListingText } from '../../domain/app/listing';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { type ListingView, viewListing } from './listing-view';

export interface PutListingCommand extends ListingText {
  appId: string;
  /** BCP 47: `de`, `de-AT`, `zh-Hans`. */
  locale: string;
  /** The version that the change was made from; left out, it replaces whatever is there. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Writes an app's page in one locale.
 * @throws DomainError `app-not-found`, `listing-invalid`, `too-many-listings`, `listing-changed` (412).
 */
@Injectable()
export class PutListing {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly touchItem: TouchItem,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: PutListingCommand): Promise<ListingView> {
    const { appId, locale, expectedVersion, actor } = command;
    const text = checkListing(command);
    await this.apps.lock(appId);
    const before = await this.listings.find(appId, locale);
    const currentVersion = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== currentVersion) {
      throw new DomainError(
        'precondition-failed',
        'listing-changed',
        'Somebody else changed this listing first.',
        {
          extra: { currentVersion },
        },
      );
    }
    if (before === null && (await this.listings.localesOf(appId)).length >= LISTINGS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-listings',
        `An app has at most ${LISTINGS_PER_APP} listings.`,
      );
    const after = { appId, locale, ...text, version: currentVersion + 1, updatedAt: this.clock.now() };
    await this.listings.save(after);
    await this.touchItem.execute({ itemId: appId });
    await this.audit.record({
      actor,
      action: 'listing.put',
      subject: { type: 'app', id: appId },
      before: before === null ? null : viewListing(before),
      after: viewListing(after),
    });
    return viewListing(after);
  }
}
