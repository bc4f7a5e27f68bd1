import { Logger } from '@nestjs/common';
import { Clock, HandlesJob, type JobHandler, Scheduled } from '@portolan/platform';
import { ChangeSetRepository } from '../../../persistence/change-sets/change-set-repository';
import { ApplyScheduled } from './apply-scheduled';

/** Before that, the job of the set itself is expected to apply it. */
const GRACE_MS = 30_000;
/** So many sets in one minute at most. */
const BATCH = 100;

/** Every minute: scheduled sets that are overdue, whatever became of their jobs. One that fails does not stop the others. */
@HandlesJob('regions:apply-overdue')
@Scheduled('* * * * *')
export class ApplyOverdue implements JobHandler {
  private readonly logger = new Logger(ApplyOverdue.name);

  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly applyScheduled: ApplyScheduled,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const due = new Date(this.clock.now().getTime() - GRACE_MS);
    for (const changeSetId of await this.sets.scheduledUntil(due, BATCH)) {
      try {
        await this.applyScheduled.execute({ changeSetId });
      } catch (error) {
        this.logger.warn(`The overdue change set ${changeSetId} could not be applied: ${String(error)}`);
      }
    }
  }
}
