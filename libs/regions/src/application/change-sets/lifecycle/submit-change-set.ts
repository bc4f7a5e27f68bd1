import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { requireStaff } from '../../shared/require-staff';
import { ChangeSetDesk, refuseOtherHash } from './change-set-desk';

/**
 * Asks a second person for approval of what the preview with this hash shows.
 * @throws DomainError `role-required`, `change-set-not-found`, `preview-stale`, `change-set-state`, `approval-not-needed` (conflict).
 */
@Injectable()
export class SubmitChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
  ) {}

  @Transactional()
  async execute(command: { changeSetId: string; hash: string; actor: AccountActor }): Promise<ChangeSetRow> {
    const { actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const set = await this.sets.hold(command.changeSetId);
    refuseOtherHash(set, command.hash);
    if (!set.needsApproval) {
      throw new DomainError('conflict', 'approval-not-needed', 'The set only closes: one person applies it.');
    }
    return this.desk.move(set, { actor, to: 'awaiting-approval', verb: 'submit' });
  }
}
