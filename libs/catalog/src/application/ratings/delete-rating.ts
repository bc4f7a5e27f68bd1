import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { RatingRepository } from '../../persistence/ratings/rating-repository';

/** Takes one's own rating back, and with it the reply to it. One that is hidden stays so if it is written anew. */
@Injectable()
export class DeleteRating {
  constructor(
    private readonly ratings: RatingRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `rating-not-found`. */
  @Transactional()
  async execute({ appId, actor }: { appId: string; actor: AccountActor }): Promise<void> {
    const gone = await this.ratings.withdraw(appId, actor.accountId, this.clock.now());
    if (gone === null) throw notFound('rating');
    await this.audit.record({
      actor,
      action: 'rating.delete',
      subject: { type: 'app', id: appId },
      before: { rating: gone.id, stars: gone.stars, hidden: gone.hiddenReason !== null },
    });
  }
}
