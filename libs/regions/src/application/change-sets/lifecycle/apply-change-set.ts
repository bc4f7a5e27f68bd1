import { Injectable } from '@nestjs/common';
import { type AccountActor, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { requireStaff } from '../../shared/require-staff';
import { refuseOtherHash } from './change-set-desk';
import { PerformChangeSet } from './perform-change-set';

/**
 * Makes the changes now: a set that only closes once it was previewed, any other once it was approved.
 * @param command.hash of the preview that the caller looked at.
 * @throws DomainError `role-required`, `change-set-not-found`, `preview-stale` (conflict), `approval-required` (conflict),
 *   `change-set-state`, and what the edits throw, pointing at `/edits/<number>`.
 */
@Injectable()
export class ApplyChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly perform: PerformChangeSet,
  ) {}

  @Transactional()
  async execute(command: { changeSetId: string; hash: string; actor: AccountActor }): Promise<ChangeSetRow> {
    requireStaff(command.actor, 'market-manager', 'legal', 'admin');
    const set = await this.sets.hold(command.changeSetId);
    refuseOtherHash(set, command.hash);
    return this.perform.execute(set, command.actor);
  }
}
