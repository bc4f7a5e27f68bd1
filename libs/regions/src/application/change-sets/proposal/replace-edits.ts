import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, Ids, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import type { Edit } from '../edits/edit';
import { ChangeSetDesk, UNSEEN } from '../lifecycle/change-set-desk';
import { readEdits } from './create-change-set';

/**
 * Other edits in place of the old ones; a preview and an approval that there were are gone, and so is the set that the old ones
 * were to take back. Only whoever proposed the set may: otherwise an approver could write what they approve.
 * @throws DomainError `change-set-not-found`, `not-proposer` (forbidden), `change-set-state`, `invalid-change-set`.
 */
@Injectable()
export class ReplaceEdits {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly desk: ChangeSetDesk,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: {
    changeSetId: string;
    edits: readonly Edit[];
    actor: AccountActor;
  }): Promise<ChangeSetRow> {
    const set = await this.sets.hold(command.changeSetId);
    const { actor } = command;
    if (set.proposedBy !== actor.accountId) {
      throw new DomainError('forbidden', 'not-proposer', 'Only whoever proposed a change set edits it.');
    }
    const part = { ...readEdits(command.edits, this.ids), ...UNSEEN, reverts: null };
    return this.desk.move(set, { actor, to: 'draft', verb: 'edit', part });
  }
}
