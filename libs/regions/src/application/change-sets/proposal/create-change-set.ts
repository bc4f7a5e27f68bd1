import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';
import { EditSecrecy } from '../edits/edit-secrecy';
import { requireStaff } from '../../shared/require-staff';
import { type Edit, mayOpen, MOST_EDITS, needsLegal, withIds } from '../edits/edit';
import { UNSEEN } from '../lifecycle/change-set-desk';

export interface CreateChangeSetCommand {
  title: string;
  reason: string;
  ticket?: string | null;
  /** 1 to 500, made in this order. New rules get ids now, so that later edits can name them. */
  edits: readonly Edit[];
  /** The applied set that this one takes back. */
  reverts?: string;
  /** Whether the words are about what is kept for the role `legal`, though no edit may be. */
  sealed?: boolean;
  actor: AccountActor;
}

/**
 * Writes down changes of the rules that are to be looked at and made as one. Whether the edits are sound is found by the preview.
 * @throws DomainError `role-required`, `invalid-change-set`.
 */
@Injectable()
export class CreateChangeSet {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly audit: AuditLog,
    private readonly secrecy: EditSecrecy,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({
    title,
    reason,
    ticket,
    reverts,
    sealed = false,
    actor,
    ...given
  }: CreateChangeSetCommand): Promise<ChangeSetRow> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const edits = readEdits(given.edits, this.ids);
    const restrictedTo = sealed ? 'legal' : await this.secrecy.restrictedTo(edits.edits);
    const now = this.clock.now();
    const set: ChangeSetRow = {
      id: this.ids.next(),
      title,
      reason,
      ticket: ticket ?? null,
      ...edits,
      sealed: restrictedTo !== null,
      state: 'draft',
      reverts: reverts ?? null,
      proposedBy: actor.accountId,
      createdAt: now,
      updatedAt: now,
      ...UNSEEN,
      appliedBy: null,
      appliedAt: null,
      appliedEpoch: null,
      inverse: null,
    };
    await this.sets.insert(set);
    const subject = { type: 'change-set', id: set.id };
    await this.audit.record({
      actor,
      action: 'change-set.propose',
      subject,
      after: { title, ...edits },
      reason,
      restrictedTo,
    });
    return set;
  }
}

/** The edits with their ids, and whose approval they need. @throws DomainError `invalid-change-set`. */
export function readEdits(
  given: readonly Edit[],
  ids: Ids,
): Pick<ChangeSetRow, 'needsApproval' | 'needsLegal'> & { edits: Edit[] } {
  if (given.length === 0 || given.length > MOST_EDITS) {
    throw new DomainError('invalid', 'invalid-change-set', `A change set has 1 to ${MOST_EDITS} edits.`);
  }
  const edits = withIds(given, () => ids.next());
  return { edits, needsApproval: edits.some(mayOpen), needsLegal: edits.some(needsLegal) };
}
