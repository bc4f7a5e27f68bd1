import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, DomainError } from '@portolan/platform';
import { EditSecrecy } from '../edits/edit-secrecy';
import type { Effects } from '../preview/describe-effects';
import { type ChangeSetState, mayBecome } from '../../../domain';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';

export interface Step {
  readonly actor: Actor;
  readonly to: ChangeSetState;
  /** For the audit log. */
  readonly verb: string;
  /** What is different besides the state. */
  readonly part?: Partial<ChangeSetRow>;
}

/** No preview and no approval: those were about other edits, or about another effect. */
export const UNSEEN = {
  previewHash: null,
  previewEpoch: null,
  previewedAt: null,
  previewInstants: null,
  previewTurn: null,
  approvedBy: null,
  approvedAsLegal: false,
  approvedAt: null,
  scheduledFor: null,
  suspendedBecause: null,
} as const;

/** Takes a change set from one state to the next, audited. */
@Injectable()
export class ChangeSetDesk {
  constructor(
    private readonly sets: ChangeSetRepository,
    private readonly audit: AuditLog,
    private readonly secrecy: EditSecrecy,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `change-set-state` (conflict). */
  async move(set: ChangeSetRow, { actor, to, verb, part }: Step): Promise<ChangeSetRow> {
    refuseStep(set, to);
    const sealed = set.sealed || (await this.secrecy.restrictedTo(set.edits, part?.edits ?? [])) !== null;
    const after = { ...set, ...part, sealed, state: to, updatedAt: this.clock.now() };
    await this.sets.update(after);
    const { state, previewHash, scheduledFor, suspendedBecause, appliedEpoch } = after;
    await this.audit.record({
      actor,
      action: `change-set.${verb}`,
      subject: { type: 'change-set', id: set.id },
      before: { state: set.state, previewHash: set.previewHash },
      after: { state, previewHash, scheduledFor, suspendedBecause, appliedEpoch },
      reason: set.reason,
      restrictedTo: sealed ? 'legal' : null,
    });
    return after;
  }

  /** Somebody looked at what the set would do; an approval of another effect is gone. */
  seen(set: ChangeSetRow, diff: Effects, actor: Actor): Promise<ChangeSetRow> {
    const part = {
      ...UNSEEN,
      previewHash: diff.hash,
      previewEpoch: diff.epoch,
      previewedAt: this.clock.now(),
      previewInstants: diff.isLaterComplete ? null : diff.later.map(({ at }) => new Date(at)),
      previewTurn: diff.firstTurn === null ? null : new Date(diff.firstTurn),
      ...neededFor(diff),
    };
    return this.move(set, { actor, to: 'previewed', verb: 'preview', part });
  }
}

/** Whose approval a set with these effects needs. */
export function neededFor(diff: Effects): Pick<ChangeSetRow, 'needsApproval' | 'needsLegal'> {
  return {
    needsApproval: diff.opens || diff.needsLegal,
    // Of what is kept for that role nobody else could read what they approve.
    needsLegal: diff.needsLegal || (diff.opens && diff.visibility === 'legal'),
  };
}

/** What a person does with a set that is in a state; nothing more with the states that are missing. */
const WAY_ON: Readonly<Partial<Record<ChangeSetState, string>>> = {
  draft: 'Preview it first.',
  'awaiting-approval': 'Somebody else than its proposer approves it.',
  approved: 'Apply or schedule it.',
  scheduled: 'It is applied when it is due; before that it can be cancelled.',
  suspended: 'Preview it again.',
};

/** @throws DomainError `change-set-state` (conflict). */
export function refuseStep(set: ChangeSetRow, to: ChangeSetState): void {
  if (mayBecome(set.state, to)) return;
  const afterPreview = set.needsApproval ? 'Submit it for approval.' : 'Apply or schedule it.';
  const wayOn = set.state === 'previewed' ? afterPreview : (WAY_ON[set.state] ?? '');
  const detail = `A change set that is ${set.state} cannot become ${to}. ${wayOn}`.trim();
  throw new DomainError('conflict', 'change-set-state', detail);
}

/** @throws DomainError `approval-required` (conflict). */
export function refuseUnapproved(set: ChangeSetRow, opens: boolean): void {
  if (!opens || set.approvedBy !== null) return;
  throw new DomainError(
    'conflict',
    'approval-required',
    'The set opens something: submit it, and have somebody else approve it.',
  );
}

/** @throws DomainError `approval-required` (conflict). */
export function refuseUnlawful(set: ChangeSetRow, needsLegal: boolean): void {
  if (!needsLegal || set.approvedAsLegal) return;
  throw new DomainError(
    'conflict',
    'approval-required',
    'The set makes a prohibition deny less: preview it again, and have somebody of the role legal approve it.',
  );
}

/** @throws DomainError `preview-stale` (conflict). */
export function refuseOtherHash(set: ChangeSetRow, hash: string): void {
  if (set.previewHash !== hash) throw stale();
}

export function stale(): DomainError {
  return new DomainError(
    'conflict',
    'preview-stale',
    'What the change set would do is not what was previewed: look at it again.',
  );
}
