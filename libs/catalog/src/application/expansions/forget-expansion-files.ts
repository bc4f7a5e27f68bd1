import { Clock, FileStore, HandlesJob, type JobHandler, Scheduled, Transactional } from '@portolan/platform';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';

const BATCH = 20;
/** A commit that began just before its edit expired has ended by then. */
const GRACE_MS = 3_600_000;

/** Removes expansion files that no package goes with and no open edit names, with their files. */
@HandlesJob('catalog:forget-expansion-files')
@Scheduled('31 * * * *')
export class ForgetExpansionFiles implements JobHandler {
  constructor(
    private readonly expansions: ExpansionRepository,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    while ((await this.forgetSome()) === BATCH);
  }

  /** The files go before the rows do: one whose row is still there is removed once more. */
  @Transactional()
  private async forgetSome(): Promise<number> {
    const keys = await this.expansions.takeLoose(new Date(this.clock.now().getTime() - GRACE_MS), BATCH);
    for (const key of keys) await this.files.remove(key);
    return keys.length;
  }
}
