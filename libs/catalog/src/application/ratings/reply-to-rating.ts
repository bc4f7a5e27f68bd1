import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { readReply } from '../../domain/rating/rating';
import { RatingRepository, type RatingView } from '../../persistence/ratings/rating-repository';

export interface ReplyToRatingCommand {
  appId: string;
  ratingId: string;
  /** Null takes the reply back. */
  text: string | null;
  actor: AccountActor;
}

/** The publisher's one answer to a rating; another one takes its place. */
@Injectable()
export class ReplyToRating {
  constructor(
    private readonly ratings: RatingRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `rating-not-found`, also for one that is hidden; `reply-empty`, `reply-too-long` (422). */
  @Transactional()
  async execute({ appId, ratingId, text: given, actor }: ReplyToRatingCommand): Promise<RatingView> {
    const text = given === null ? null : readReply(given);
    const before = await this.ratings.lock(ratingId, appId);
    if (before === null || before.hiddenReason !== null) throw notFound('rating');
    await this.ratings.setReply(ratingId, text, this.clock.now());
    await this.audit.record({
      actor,
      action: 'rating.reply',
      subject: { type: 'app', id: appId },
      before: { rating: ratingId, reply: before.reply },
      after: { rating: ratingId, reply: text },
    });
    const after = await this.ratings.find(appId, ratingId);
    if (after === null) throw new Error('A rating that is locked is there.');
    return after;
  }
}
