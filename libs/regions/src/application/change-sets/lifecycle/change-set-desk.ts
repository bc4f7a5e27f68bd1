import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, DomainError } from '@portolan/platform';
import { secrecyOf } from '../edits/shown-edits';
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
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `change-set-state` (conflict). */
  async move(set: ChangeSetRow, { actor, to, verb, part }: Step): Promise<ChangeSetRow> {
    refuseStep(set, to);
    const after = { ...set, ...part, state: to, updatedAt: this.clock.now() };
    await this.sets.update(after);
    const { state, previewHash, scheduledFor, suspendedBecause, appliedEpoch } = after;
    await this.audit.record({
      actor,
      action: `change-set.${verb}`,
      subject: { type: 'change-set', id: set.id },
      before: { state: set.state, previewHash: set.previewHash },
      after: { state, previewHash, scheduledFor, suspendedBecause, appliedEpoch },
      reason: set.reason,
      restrictedTo: secrecyOf(set.edits),
    });
    return after;
  }
}

/** @throws DomainError `change-set-state` (conflict). */
export function refuseStep(set: ChangeSetRow, to: ChangeSetState): void {
  if (mayBecome(set.state, to)) return;
  throw new DomainError(
    'conflict',
    'change-set-state',
    `A change set that is ${set.state} cannot become ${to}.`,
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
