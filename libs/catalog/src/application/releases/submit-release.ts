import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { checkReady } from '../../domain/release/readiness';
import { checkTransition } from '../../domain/release/release-status';
import { findingsOf } from '../../domain/release/review-policy';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ReleaseRepository } from '../../persistence/releases/release-repository';

/**
 * Hands a draft to the reviewers, if nothing stands in the way. The checks run again: the policy, the declarations
 * and the listings may have changed since the draft was made.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `listing-missing`,
 *   `release-has-blocking-findings`, `release-version-not-higher`, `release-already-under-review`.
 */
@Injectable()
export class SubmitRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly listings: ListingRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const { app, release, artifact } = await this.releases.lock(command.releaseId);
    checkTransition(release.status, 'submitted');
    release.findings = findingsOf(this.options.reviewPolicy, {
      facts: artifact.report,
      declarations: app.declarations,
    });
    checkReady({
      defaultLocale: app.defaultLocale,
      locales: await this.listings.localesOf(app.id),
      versionCode: artifact.versionCode,
      liveVersionCode: (await this.releases.live(app.id))?.artifact.versionCode ?? null,
      findings: release.findings,
    });
    release.become('submitted');
    release.submittedAt = this.clock.now();
    await this.releases.save(release);
    await this.audit.record({
      actor: command.actor,
      action: 'release.submit',
      subject: { type: 'release', id: release.id },
      after: { appId: app.id, versionCode: artifact.versionCode, findings: release.findings },
    });
  }
}
