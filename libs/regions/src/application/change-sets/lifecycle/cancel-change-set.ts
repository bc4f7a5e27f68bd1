import { Injectable } from '@nestjs/common';
import { type AccountActor, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { requireStaff } from '../../shared/require-staff';
import { ChangeSetDesk } from './change-set-desk';

/** Gives a set up, a scheduled one too. @throws DomainError `role-required`, `change-set-not-found`, `change-set-state`. */
@Injectable()
export class CancelChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
  ) {}

  @Transactional()
  async execute({ changeSetId, actor }: { changeSetId: string; actor: AccountActor }): Promise<ChangeSetRow> {
    requireStaff(actor, 'market-manager', 'market-approver', 'legal', 'admin');
    const set = await this.sets.hold(changeSetId);
    return this.desk.move(set, { actor, to: 'cancelled', verb: 'cancel' });
  }
}
