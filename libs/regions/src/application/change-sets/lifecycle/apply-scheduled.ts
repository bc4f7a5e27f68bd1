import { Injectable } from '@nestjs/common';
import {
  Clock,
  DomainError,
  HandlesJob,
  type JobHandler,
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
import { APPLY_CHANGE_SET } from './schedule-change-set';

const actor = systemActor('change-set-schedule');

/**
 * Applies a set that is due. If it would no longer do what was approved, or could not be made at all, it is suspended with
 * the reason, and nothing is changed. A set that was cancelled or is not due is left alone.
 */
@Injectable()
export class ApplyScheduled {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly perform: PerformChangeSet,
    private readonly desk: ChangeSetDesk,
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
      if (!(error instanceof DomainError)) throw error;
      await this.suspend(changeSetId, error);
    }
  }

  @Transactional()
  private async suspend(changeSetId: string, { code, detail }: DomainError): Promise<void> {
    const set = await this.due(changeSetId);
    if (set === null) return;
    const part = { suspendedBecause: `${code}: ${detail}` };
    await this.desk.move(set, { actor, to: 'suspended', verb: 'suspend', part });
  }

  private async due(changeSetId: string): Promise<ChangeSetRow | null> {
    const set = await this.sets.hold(changeSetId);
    const isDue =
      set.state === 'scheduled' && set.scheduledFor !== null && set.scheduledFor <= this.clock.now();
    return isDue ? set : null;
  }
}

@HandlesJob(APPLY_CHANGE_SET)
export class ApplyChangeSetJob implements JobHandler {
  constructor(private readonly applyScheduled: ApplyScheduled) {}

  async handle(payload: unknown): Promise<void> {
    await this.applyScheduled.execute(payload as { changeSetId: string });
  }
}
