import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, TransactionHost } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { requireStaff } from '../../shared/require-staff';
import type { Effects } from '../preview/describe-effects';
import { revive } from '../edits/edit';
import { RehearseEdits } from '../edits/rehearse-edits';
import { ChangeSetDesk, neededFor, refuseStep } from './change-set-desk';

export interface Preview {
  set: ChangeSetRow;
  diff: Effects;
}

/**
 * What a set would change if it were made now. Another effect than the one that was approved takes the approval back; the same
 * effect leaves the set as it is.
 * @throws DomainError `role-required`, `change-set-not-found`, `change-set-state`, `change-set-changed` (conflict), and
 *   what the edits throw, pointing at `/edits/<number>`.
 */
@Injectable()
export class PreviewChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly rehearse: RehearseEdits,
    private readonly desk: ChangeSetDesk,
    private readonly transactions: TransactionHost,
  ) {}

  /** Not one transaction: nobody has to wait while the rules are compared. */
  async execute({ changeSetId, actor }: { changeSetId: string; actor: AccountActor }): Promise<Preview> {
    requireStaff(actor, 'market-manager', 'market-approver', 'legal', 'admin');
    const seen = await this.sets.get(changeSetId);
    refuseStep(seen, 'previewed');
    const diff = await this.look(seen);
    const set = await this.transactions.withTransaction(() => this.keep(seen, diff, actor));
    return { set, diff };
  }

  private async look(seen: ChangeSetRow): Promise<Effects> {
    const asked = { edits: revive(seen.edits), sealed: seen.sealed };
    if (isWaiting(seen) && seen.previewInstants !== null) {
      const kept = seen.previewInstants.map((instant) => instant.getTime());
      const diff = await this.rehearse.execute({ ...asked, kept });
      if (diff.hash === seen.previewHash) return diff;
    }
    return this.rehearse.execute(asked);
  }

  private async keep(seen: ChangeSetRow, diff: Effects, actor: AccountActor): Promise<ChangeSetRow> {
    const set = await this.sets.hold(seen.id);
    if (set.updatedAt.getTime() !== seen.updatedAt.getTime() || set.state !== seen.state) {
      throw new DomainError('conflict', 'change-set-changed', 'Somebody changed the set meanwhile.');
    }
    if (isKnown(set, diff)) return set;
    return this.desk.seen(set, diff, actor);
  }
}

/** Whether all that a set was submitted or approved for is as it was: the effect, and whose approval that needs. */
function isKnown(set: ChangeSetRow, diff: Effects): boolean {
  const { needsApproval, needsLegal } = neededFor(diff);
  return (
    isWaiting(set) &&
    set.previewHash === diff.hash &&
    set.needsApproval === needsApproval &&
    set.needsLegal === needsLegal
  );
}

function isWaiting({ state }: ChangeSetRow): boolean {
  return state === 'awaiting-approval' || state === 'approved';
}
