import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { appealWords } from '../../domain/review/appeal-deadline';
import type { RejectionPolicy } from '../../domain/review/policies';
import { rejectedMail } from '../../domain/review/review-mails';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { RejectionRepository } from '../../persistence/reviews/rejection-repository';
import { PublisherMail } from '../review-ports';
import { Strikes } from '../strikes/strikes';
import { ImpartialReviewer } from './impartial-reviewer';
import { KeepReviewedContent } from './keep-reviewed-content';
import { checkReviewInHand } from './review-in-hand';

export interface RejectReleaseCommand {
  releaseId: string;
  /** Of what the reviewer read, as `GetReview` says it. */
  contentHash: string;
  /** The rules of the store that the release breaks: one to five. */
  policies: readonly RejectionPolicy[];
  /** What the publisher has to change. */
  message: string;
  /** Whether the publisher gets a strike for it; default: no. */
  strike?: boolean | undefined;
  actor: AccountActor;
}

/**
 * The reviewer refuses a release: the publisher mends what the message says and drafts another one.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`, `review-own-app`,
 *   `review-own-rejection`, `review-content-changed`.
 */
@Injectable()
export class RejectRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly rejections: RejectionRepository,
    private readonly strikes: Strikes,
    private readonly impartial: ImpartialReviewer,
    private readonly content: KeepReviewedContent,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  @Transactional()
  async execute(command: RejectReleaseCommand): Promise<void> {
    const { message, contentHash, strike = false, actor } = command;
    const policies = [...new Set(command.policies)];
    const found = await this.releases.lock(command.releaseId);
    const { app, release } = found;
    checkReviewInHand(release, actor, 'rejected');
    // They may have come to the publisher since they took it.
    await this.impartial.check(found, actor.accountId);
    const content = await this.content.readUnchanged(found, contentHash);
    const rejectedAt = this.clock.now();
    release.become('rejected');
    release.leaveQueue();
    release.decidedAt = rejectedAt;
    release.decisionPolicies = policies;
    release.decisionMessage = message;
    await this.releases.save(release);
    const id = this.ids.next();
    const by = { rejectedBy: actor.accountId, rejectedAt };
    await this.rejections.add({ id, appId: app.id, releaseId: release.id, policies, message, ...by });
    await this.content.keep(release.id, content, rejectedAt);
    const { publisherId } = app;
    const cause = { publisherId, appId: app.id, rejectionId: id, takedownId: null, policies, message };
    const strikeText = strike ? await this.strikes.issue(cause, actor) : null;
    const appealText = appealWords(rejectedAt, this.options.appealDays);
    await this.mail.write(publisherId, rejectedMail(found, { policies, message, strikeText, appealText }));
    await this.audit.record({
      actor,
      action: 'release.reject',
      subject: { type: 'release', id: release.id },
      before: { status: 'in-review' },
      after: { status: 'rejected', appId: app.id, rejectionId: id, policies, strike, contentHash },
      reason: message,
    });
  }
}
