import { Injectable, Logger } from '@nestjs/common';
import {
  Clock,
  DomainError,
  HandlesJob,
  type JobHandler,
  JobQueue,
  systemActor,
  Transactional,
  TransactionHost,
} from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { ChangeSetDesk } from './change-set-desk';
import { PerformChangeSet } from './perform-change-set';
import { APPLY_CHANGE_SET, applicationKey } from './schedule-change-set';

const actor = systemActor('change-set-schedule');
/** A set that is asked about too early is looked at again when it is due by then, and by so much later. */
const SLACK_MS = 500;
/** What fails so often, and for so long, does not get better by itself: each try has all other changes of the rules wait. */
const MOST_FAILURES = 10;
const PATIENCE_MS = 3_600_000;

/**
 * Applies a set that is due. If it would no longer do what was approved, or could not be made at all, it is suspended with
 * the reason, and nothing is changed. A set that was cancelled is left alone, and one that is not due by this process's clock is
 * queued again: the queue goes by the clock of the database, which may be ahead.
 * @throws DomainError of the kind `unavailable`: that says nothing of the set, so it is tried again.
 */
@Injectable()
export class ApplyScheduled {
  private readonly logger = new Logger(ApplyScheduled.name);

  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly perform: PerformChangeSet,
    private readonly desk: ChangeSetDesk,
    private readonly jobs: JobQueue,
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
  ) {}

  /** Two transactions: what was begun is rolled back before the set is suspended. */
  async execute({ changeSetId }: { changeSetId: string }): Promise<void> {
    try {
      await this.transactions.withTransaction(async () => {
        const set = await this.due(changeSetId);
        if (set !== null) await this.perform.execute(set, actor);
      });
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable')
        await this.suspend(changeSetId, `${error.code}: ${error.detail}`);
      else await this.fail(changeSetId, error);
    }
  }

  /** @throws the error, so that it is tried again, unless it was tried often enough. */
  private async fail(changeSetId: string, error: unknown): Promise<void> {
    const failed = await this.sets.countFailure(changeSetId).catch(() => null);
    if (failed === null) throw error;
    const { failures, scheduledFor } = failed;
    const since = this.clock.now().getTime() - scheduledFor.getTime();
    if (failures < MOST_FAILURES || since < PATIENCE_MS) throw error;
    const why = error instanceof Error ? error.message : String(error);
    await this.suspend(changeSetId, `apply-failed: ${failures} tries failed, the last one with: ${why}`);
    this.logger.error(`The change set ${changeSetId} is suspended after ${failures} failed tries: ${why}`);
  }

  @Transactional()
  private async suspend(changeSetId: string, suspendedBecause: string): Promise<void> {
    const set = await this.due(changeSetId);
    if (set === null) return;
    await this.desk.move(set, { actor, to: 'suspended', verb: 'suspend', part: { suspendedBecause } });
  }

  private async due(changeSetId: string): Promise<ChangeSetRow | null> {
    const set = await this.sets.hold(changeSetId);
    if (set.state !== 'scheduled' || set.scheduledFor === null) return null;
    const early = set.scheduledFor.getTime() - this.clock.now().getTime();
    if (early <= 0) return set;
    const options = { key: applicationKey(changeSetId), afterMs: early + SLACK_MS };
    await this.jobs.add(APPLY_CHANGE_SET, { changeSetId }, options);
    return null;
  }
}

@HandlesJob(APPLY_CHANGE_SET)
export class ApplyChangeSetJob implements JobHandler {
  constructor(private readonly applyScheduled: ApplyScheduled) {}

  async handle(payload: unknown): Promise<void> {
    await this.applyScheduled.execute(payload as { changeSetId: string });
  }
}
