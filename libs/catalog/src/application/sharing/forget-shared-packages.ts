import { Clock, FileStore, HandlesJob, type JobHandler, Scheduled, Transactional } from '@portolan/platform';
import { SharedPackageRepository } from '../../persistence/artifacts/shared-package-repository';

export const FORGET_SHARED_PACKAGES = 'catalog:forget-shared-packages';
const BATCH = 50;

/** Removes shared packages that have expired or were withdrawn, with their files. */
@HandlesJob(FORGET_SHARED_PACKAGES)
@Scheduled('29 * * * *')
export class ForgetSharedPackages implements JobHandler {
  constructor(
    private readonly shared: SharedPackageRepository,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    while ((await this.forgetSome()) === BATCH);
  }

  /** The files go before the rows do: one whose row is still there is removed once more. */
  @Transactional()
  private async forgetSome(): Promise<number> {
    const keys = await this.shared.takeExpired(this.clock.now(), BATCH);
    for (const key of keys) await this.files.remove(key);
    return keys.length;
  }
}
