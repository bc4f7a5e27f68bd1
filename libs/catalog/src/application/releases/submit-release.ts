import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import { priorityOf } from '../../domain/review/review-priority';
import { submittedMail } from '../../domain/review/review-mails';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { AppHolders, PublisherMail } from '../review-ports';
import { ReadinessCheck } from './readiness-check';
import { ReleaseFindings } from './release-findings';

/**
 * Hands a draft to the reviewers, if nothing stands in the way. The checks run again: the policy, the declarations
 * and the listings may have changed since the draft was made.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `listing-missing`,
 *   `release-has-blocking-findings`, `release-version-not-higher`, `rollout-needs-live-release`,
 *   `release-already-under-review`, `too-many-strikes`.
 */
@Injectable()
export class SubmitRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly readiness: ReadinessCheck,
    private readonly holders: AppHolders,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly findings: ReleaseFindings,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const found = await this.releases.lock(command.releaseId);
    const { app, release, artifact } = found;
    if (release.status !== 'draft') throw statusConflict(release.status, 'submitted');
    const packages = await this.releases.artifactsOf(release.id);
    release.findings = await this.findings.of(app, release.track, packages);
    await this.readiness.assert(found);
    release.become('submitted');
    release.submittedAt = this.clock.now();
    const everLive = app.firstLiveAt !== null;
    const holders = everLive ? await this.holders.count(app.id) : 0;
    const priority = priorityOf({ everLive, holders });
    release.enterQueue(priority, holders, release.submittedAt);
    await this.releases.save(release);
    await this.mail.write(app.publisherId, submittedMail(found));
    await this.audit.record({
      actor: command.actor,
      action: 'release.submit',
      subject: { type: 'release', id: release.id },
      after: { appId: app.id, versionCode: artifact.versionCode, priority, findings: release.findings },
    });
  }
}
