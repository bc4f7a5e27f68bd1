import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { type RatingText, readRating } from '../../domain/rating/rating';
import { RatingRepository, type RatingView } from '../../persistence/ratings/rating-repository';
import { AppHolders } from '../review-ports/app-holders';

export interface PutRatingCommand extends RatingText {
  appId: string;
  /** What the person is called. */
  author: string;
  actor: AccountActor;
}

/** Says what somebody who holds an app thinks of it: once each, and again in its place. */
@Injectable()
export class PutRating {
  constructor(
    private readonly ratings: RatingRepository,
    private readonly holders: AppHolders,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `app-not-held` (403), `rating-stars-invalid`, `rating-text-too-long` (422). */
  @Transactional()
  async execute({ appId, author, actor, ...given }: PutRatingCommand): Promise<RatingView> {
    const rating = readRating(given);
    const { accountId } = actor;
    if (!(await this.holders.holds(accountId, appId)))
      throw new DomainError('forbidden', 'app-not-held', 'Those who hold an app rate it.');
    await this.ratings.put({
      ...rating,
      id: this.ids.next(),
      appId,
      accountId,
      author,
      at: this.clock.now(),
    });
    const own = await this.ratings.own(appId, accountId);
    if (own === null) throw new Error('A rating that was written is there.');
    // The text may be personal, and can be taken back: the log keeps that there was one.
    const { id, stars, text } = own;
    await this.audit.record({
      actor,
      action: 'rating.put',
      subject: { type: 'app', id: appId },
      after: { rating: id, stars, characters: text?.length ?? 0 },
    });
    const { hidden: _, ...view } = own;
    return view;
  }
}
