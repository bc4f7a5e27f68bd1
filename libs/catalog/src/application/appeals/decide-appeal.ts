import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { appealDecidedMail } from '../../domain/review/appeal-mails';
import { type ReleaseInContext, ReleaseRepository } from '../../persistence/releases/release-repository';
import {
  type Appeal,
  type AppealOutcome,
  AppealRepository,
} from '../../persistence/reviews/appeal-repository';
import { PublisherMail } from '../review-ports';
import { ImpartialReviewer } from '../reviews/impartial-reviewer';
import { Strikes } from '../strikes/strikes';
import { type StaffAppealView, viewAppealForStaff } from './appeal-view';

export interface DecideAppealCommand {
  appealId: string;
  outcome: AppealOutcome;
  /** What the publisher is told. */
  message: string;
  actor: AccountActor;
}

/**
 * Somebody who did not make the decision, nor an earlier rejection of the release, decides about it. A granted appeal against a rejection lifts its strike and brings
 * the release back under review, unless a newer one has taken its place; one against a strike lifts the strike.
 * @throws DomainError `appeal-not-found`, `appeal-own-decision`, `appeal-decided`,
 *   `review-own-app`.
 */
@Injectable()
export class DecideAppeal {
  constructor(
    private readonly appeals: AppealRepository,
    private readonly releases: ReleaseRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly strikes: Strikes,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ appealId, outcome, message, actor }: DecideAppealCommand): Promise<StaffAppealView> {
    const appeal = await this.found(appealId);
    // The app's lock first, as everybody takes it who changes a release.
    const found = appeal.releaseId === null ? null : await this.releases.lock(appeal.releaseId);
    await this.impartial.checkOutside(appeal.publisherId, actor.accountId);
    const decided = { outcome, answer: message, decidedBy: actor.accountId, decidedAt: this.clock.now() };
    if (!(await this.appeals.decide(appealId, decided)))
      throw new DomainError('conflict', 'appeal-decided', 'This appeal has been decided.');
    if (outcome === 'granted') await this.liftStrike(appeal, message, actor);
    const underReview = found !== null && (await this.settle(found, outcome));
    const against = appeal.strikeId === null ? 'rejection' : 'strike';
    const mail = appealDecidedMail(appeal.packageName, { against, outcome, answer: message, underReview });
    await this.mail.write(appeal.publisherId, mail);
    await this.audit.record({
      actor,
      action: 'appeal.decide',
      subject: { type: 'appeal', id: appealId },
      after: { outcome, rejectionId: appeal.rejectionId, strikeId: appeal.strikeId, underReview },
      reason: message,
    });
    return viewAppealForStaff(await this.found(appealId));
  }

  private async liftStrike(
    { strikeId, rejectionId }: Appeal,
    reason: string,
    actor: AccountActor,
  ): Promise<void> {
    if (strikeId !== null) await this.strikes.lift({ id: strikeId }, reason, actor);
    if (rejectionId !== null) await this.strikes.lift({ rejectionId }, reason, actor);
  }

  /** @returns whether the release is under review again. */
  private async settle(
    { app, release, artifact }: ReleaseInContext,
    outcome: AppealOutcome,
  ): Promise<boolean> {
    const heldBy = release.heldBy ?? 0;
    release.leaveQueue();
    const reopen =
      outcome === 'granted' &&
      !(await this.releases.hasSuccessor(app.id, release.track, artifact.versionCode));
    if (reopen) release.reopen(heldBy, this.clock.now());
    await this.releases.save(release);
    return reopen;
  }

  private async found(id: string): Promise<Appeal> {
    const appeal = await this.appeals.find(id);
    if (appeal === null) throw notFound('appeal', id);
    return appeal;
  }
}
