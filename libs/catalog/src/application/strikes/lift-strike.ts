import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { strikeLiftedMail } from '../../domain/review/appeal-mails';
import { AppRepository } from '../../persistence/apps/app-repository';
import { AppealRepository } from '../../persistence/reviews/appeal-repository';
import { StrikeRepository } from '../../persistence/reviews/strike-repository';
import { PublisherMail } from '../review-ports';
import { ImpartialReviewer } from '../reviews/impartial-reviewer';
import { type StrikeView, viewStrike } from './list-strikes';
import { Strikes } from './strikes';

export interface LiftStrikeCommand {
  strikeId: string;
  /** What the publisher is told. */
  message: string;
  actor: AccountActor;
}

/**
 * Staff take a strike back that should not have been given. What it was given for stays. One that is appealed is taken back by
 * granting the appeal, which somebody else decides than who gave it.
 * @throws DomainError `strike-not-found`, `strike-not-active`, `strike-appealed` (with `appealId`), `review-own-app`.
 */
@Injectable()
export class LiftStrike {
  constructor(
    private readonly strikes: StrikeRepository,
    private readonly appeals: AppealRepository,
    private readonly apps: AppRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly lifting: Strikes,
    private readonly mail: PublisherMail,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ strikeId, message, actor }: LiftStrikeCommand): Promise<StrikeView> {
    const { appId, publisherId } = await this.found(strikeId);
    // Whoever appeals takes this lock, too: an appeal is seen here, or sees that there is nothing left to appeal.
    const { packageName } = await this.apps.lock(appId);
    await this.impartial.checkOutside(publisherId, actor.accountId);
    const appealId = await this.appeals.openAgainstStrike(strikeId);
    if (appealId !== null)
      throw new DomainError('conflict', 'strike-appealed', 'This strike is appealed: decide the appeal.', {
        extra: { appealId },
      });
    const lifted = await this.lifting.lift({ id: strikeId }, message, actor);
    if (lifted === 0)
      throw new DomainError('conflict', 'strike-not-active', 'This strike does not count any more.');
    const active = await this.lifting.countActive(publisherId);
    await this.mail.write(publisherId, strikeLiftedMail(packageName, { message, active }));
    return viewStrike(await this.found(strikeId), this.clock.now());
  }

  private async found(strikeId: string) {
    const strike = await this.strikes.find(strikeId);
    if (strike === null) throw notFound('strike', strikeId);
    return strike;
  }
}
