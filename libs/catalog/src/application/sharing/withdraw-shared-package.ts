import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, JobQueue, notFound, Transactional } from '@portolan/platform';
import { SharedPackageRepository } from '../../persistence/artifacts/shared-package-repository';
import { FORGET_SHARED_PACKAGES } from './forget-shared-packages';

/** Ends a link at once; its file goes soon after. @throws DomainError `shared-package-not-found`, also for another app's. */
@Injectable()
export class WithdrawSharedPackage {
  constructor(
    private readonly shared: SharedPackageRepository,
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { appId: string; sharedPackageId: string; actor: AccountActor }): Promise<void> {
    const { appId, sharedPackageId, actor } = command;
    const sha256 = await this.shared.expire(appId, sharedPackageId, this.clock.now());
    if (sha256 === null) throw notFound('shared-package');
    await this.jobs.add(FORGET_SHARED_PACKAGES, {}, { key: FORGET_SHARED_PACKAGES });
    await this.audit.record({
      actor,
      action: 'artifact.unshare',
      subject: { type: 'app', id: appId },
      before: { sharedPackageId, sha256 },
    });
  }
}
