import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { RatingRepository } from '../../persistence/ratings/rating-repository';
import { ImpartialReviewer } from '../reviews/impartial-reviewer';

/** Takes a rating out of sight and out of the average, or puts it back. Its author sees that it is hidden. */
@Injectable()
export class HideRating {
  constructor(
    private readonly ratings: RatingRepository,
    private readonly apps: AppRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `rating-not-found`; `rating-hidden`, `rating-shown` (409) when it is so already; `review-own-app`. */
  @Transactional()
  async execute(command: {
    ratingId: string;
    hide: boolean;
    reason: string;
    actor: AccountActor;
  }): Promise<void> {
    const { ratingId, hide, reason, actor } = command;
    const before = await this.ratings.lock(ratingId, null);
    if (before === null) throw notFound('rating', ratingId);
    const { publisherId } = await this.apps.get(before.appId);
    await this.impartial.checkOutside(publisherId, actor.accountId);
    if ((before.hiddenReason !== null) === hide)
      throw new DomainError('conflict', hide ? 'rating-hidden' : 'rating-shown', 'It is so already.');
    // Of one that its author took back there is nothing to show: what they write next is seen.
    if (before.withdrawn && !hide) await this.ratings.delete(ratingId);
    else await this.ratings.setHidden(ratingId, hide ? reason : null, this.clock.now());
    await this.audit.record({
      actor,
      action: hide ? 'rating.hide' : 'rating.show',
      subject: { type: 'app', id: before.appId },
      before: { rating: ratingId, hiddenReason: before.hiddenReason },
      after: { rating: ratingId, hidden: hide },
      reason,
    });
  }
}
