import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { type Edit, revive } from '../edits/edit';
import type { Restoring } from '../edits/remaining';
import { EditSecrecy } from '../edits/edit-secrecy';
import { refuseStep } from '../lifecycle/change-set-desk';
import { CreateChangeSet } from './create-change-set';
import { RestoredRules } from './restored-rules';

/**
 * Proposes the set that takes an applied one back: previewed, approved and applied like any other.
 * @throws DomainError `role-required`, `change-set-not-found`, `change-set-state`, `change-set-final` (conflict): an edit of it
 *   cannot be taken back, or all that it did is over; `revert-under-way` (conflict); `credential-status-transition` (conflict): a
 *   paper of it was revoked meanwhile, or lapsed, and stays so.
 */
@Injectable()
export class RevertChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly create: CreateChangeSet,
    private readonly restored: RestoredRules,
    private readonly secrecy: EditSecrecy,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    changeSetId: string;
    reason: string;
    actor: AccountActor;
  }): Promise<ChangeSetRow> {
    const { reason, actor } = command;
    const set = await this.sets.hold(command.changeSetId);
    refuseStep(set, 'reverted');
    if (set.inverse === null || set.inverse.length === 0) {
      throw new DomainError(
        'conflict',
        'change-set-final',
        'The set holds an edit that cannot be taken back.',
      );
    }
    if (await this.sets.isBeingReverted(set.id)) {
      throw new DomainError('conflict', 'revert-under-way', 'Another change set is to take this one back.');
    }
    const renewed = await this.restored.renew(revive(set.inverse), revive(set.edits));
    // Whoever looks later for what stands in the place of a rule finds it there.
    await this.sets.update({ ...set, inverse: renewed });
    const inverse = await this.restored.follow(fromNowOn(renewed, this.clock.now()));
    if (inverse.length === 0)
      throw new DomainError('conflict', 'change-set-final', 'All that the set did is over already.');
    const edits = inverse.map(({ restores: _, ...edit }: Edit & Restoring) => edit);
    // What it takes its words from stays sealed, also where of its edits none is left that was.
    const sealed = set.sealed || (await this.secrecy.restrictedTo(set.edits)) !== null;
    const title = `Revert: ${set.title}`.slice(0, 200);
    const { id: reverts, ticket } = set;
    return this.create.execute({ title, reason, ticket, edits, reverts, sealed, actor });
  }
}

/** Of the statuses that a market had by now only the last one matters, and it begins now. */
function fromNowOn(edits: readonly Edit[], now: Date): Edit[] {
  return edits.flatMap((edit, index): Edit[] => {
    if (edit.do !== 'change-market-status' || edit.from === undefined || edit.from > now) return [edit];
    const next = edits[index + 1];
    const isOver =
      next?.do === 'change-market-status' &&
      next.market === edit.market &&
      next.from !== undefined &&
      next.from > edit.from &&
      next.from <= now;
    const { from: _, ...rest } = edit;
    return isOver ? [] : [rest];
  });
}
