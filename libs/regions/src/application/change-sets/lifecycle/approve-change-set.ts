import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { isLegal, requireStaff, roleRequired } from '../../shared/require-staff';
import { ChangeSetDesk, refuseOtherHash } from './change-set-desk';

/**
 * The second person agrees to what the preview with this hash shows. A set that lifts a prohibition, or makes one deny less, needs the role `legal`.
 * @throws DomainError `role-required`, `change-set-not-found`, `preview-stale`, `change-set-state`, `four-eyes` (forbidden).
 */
@Injectable()
export class ApproveChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { changeSetId: string; hash: string; actor: AccountActor }): Promise<ChangeSetRow> {
    const { actor } = command;
    requireStaff(actor, 'market-approver', 'legal');
    const set = await this.sets.hold(command.changeSetId);
    if (set.proposedBy === actor.accountId) {
      throw new DomainError('forbidden', 'four-eyes', 'Nobody approves what they proposed.');
    }
    if (set.needsLegal && !isLegal(actor)) throw roleRequired(['legal']);
    if (!set.needsLegal && !actor.staffRoles.includes('market-approver'))
      throw roleRequired(['market-approver']);
    refuseOtherHash(set, command.hash);
    const part = {
      approvedBy: actor.accountId,
      approvedAsLegal: isLegal(actor),
      approvedAt: this.clock.now(),
    };
    return this.desk.move(set, { actor, to: 'approved', verb: 'approve', part });
  }
}
