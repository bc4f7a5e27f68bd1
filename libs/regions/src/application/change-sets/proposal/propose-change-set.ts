import { Injectable } from '@nestjs/common';
import { Ids, TransactionHost } from '@portolan/platform';
import { requireStaff } from '../../shared/require-staff';
import { RehearseEdits } from '../edits/rehearse-edits';
import { ChangeSetDesk } from '../lifecycle/change-set-desk';
import type { Preview } from '../lifecycle/preview-change-set';
import { CreateChangeSet, type CreateChangeSetCommand, readEdits } from './create-change-set';

/**
 * Writes a set down, shows what it would do, and asks for approval if it opens something: what a person who knows what they
 * want would call one after the other. Edits that cannot be made leave no set behind.
 * @throws DomainError `role-required`, `invalid-change-set`, and what the edits throw, pointing at `/edits/<number>`.
 */
@Injectable()
export class ProposeChangeSet {
  constructor(
    private readonly create: CreateChangeSet,
    private readonly rehearse: RehearseEdits,
    private readonly desk: ChangeSetDesk,
    private readonly transactions: TransactionHost,
    private readonly ids: Ids,
  ) {}

  /** The rehearsal is no part of the transaction: nobody has to wait while the rules are compared. */
  async execute(command: CreateChangeSetCommand): Promise<Preview> {
    const { actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const { edits } = readEdits(command.edits, this.ids);
    const diff = await this.rehearse.execute({ edits, sealed: command.sealed ?? false });
    const set = await this.transactions.withTransaction(async () => {
      const draft = await this.create.execute({ ...command, edits });
      const seen = await this.desk.seen(draft, diff, actor);
      if (!seen.needsApproval) return seen;
      return this.desk.move(seen, { actor, to: 'awaiting-approval', verb: 'submit' });
    });
    return { set, diff };
  }
}
