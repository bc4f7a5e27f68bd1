import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { ALWAYS, type CredentialStatus, type Instant } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { readInstant } from '../shared/rule-input';
import { saidAgain } from '../shared/said-again';
import { countsFrom, Superseded, supersededBy } from './superseded';

export interface ChangeCredentialStatusCommand {
  credentialId: string;
  status: CredentialStatus;
  /**
   * When it was suspended, revoked, lapsed or reinstated in the world; may lie in the past. Default: now. Of a paper that is checked for
   * the first time, when it is to count at the earliest; the past says nothing there.
   */
  from?: Date;
  reason: string;
  actor: Actor;
}

type Said = Pick<ChangeCredentialStatusCommand, 'status' | 'reason'>;

/** What may follow what; revoked and lapsed papers are replaced by new ones. But see `comesBack`. */
const NEXT: Readonly<Record<CredentialStatus, readonly CredentialStatus[]>> = {
  draft: ['submitted', 'rejected'],
  submitted: ['verified', 'rejected'],
  verified: ['suspended', 'revoked', 'lapsed'],
  rejected: ['submitted'],
  suspended: ['verified', 'revoked', 'lapsed'],
  revoked: [],
  lapsed: [],
};

/** Before the first verification a status says how far our checking is, and not what holds in the world. */
const UNCHECKED: readonly CredentialStatus[] = ['draft', 'submitted', 'rejected'];

/**
 * Verifies or rejects a paper, for all of its validity, or records what became of it from an instant on. One that takes the place of
 * another has that one lapse when it counts itself, and that one can be reinstated when it does not count any more. The reason is
 * shown to the holder.
 * @throws DomainError `role-required`, `approval-required`, `credential-not-found`, `credential-status-transition` (conflict),
 *   `credential-ended` (conflict), `invalid-instant`.
 */
@Injectable()
export class ChangeCredentialStatus {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly credentials: CredentialRepository,
    private readonly superseded: Superseded,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: ChangeCredentialStatusCommand): Promise<Recorded<RecordedCredential>> {
    const { credentialId: id, status, reason, actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    return this.epoch.change({ actor, kind: 'credential.status', ids: [id] }, async (recordedAt) => {
      const last = (await this.credentials.spans(id)).at(-1);
      if (last === undefined) throw notFound('credential', id);
      if (!NEXT[last.status].includes(status) && !(await this.comesBack(last, command))) {
        const detail = `A credential that is ${last.status} cannot become ${status}.`;
        throw new DomainError('conflict', 'credential-status-transition', detail);
      }
      await this.fourEyes.refuseAlone(actor, { do: 'change-credential-status', ...command });
      // What is verified for later stays unchecked until then.
      const isWhole =
        UNCHECKED.includes(last.status) && this.beginningOf(command) <= this.epoch.now.getTime();
      const after = isWhole
        ? await this.restate(id, command, recordedAt)
        : await this.continue(id, command, this.beginningOf(command), recordedAt);
      const subject = { type: 'credential', id };
      await this.audit.record({
        actor,
        action: `credential.${status}`,
        subject,
        before: last,
        after,
        reason,
      });
      if (status === 'verified') await this.lapseSuperseded(after, command, recordedAt);
      return { ...after, recordedAt };
    });
  }

  /** What lapsed because another took its place is what it was, once that one does not count any more. */
  private async comesBack(
    last: RecordedCredential,
    command: ChangeCredentialStatusCommand,
  ): Promise<boolean> {
    const { status } = command;
    if (status !== 'verified' && status !== 'suspended') return false;
    return this.superseded.isFree(last, this.beginningOf(command));
  }

  private beginningOf({ from }: Pick<ChangeCredentialStatusCommand, 'from'>): Instant {
    return readInstant(from ?? this.epoch.now);
  }

  /** The old one counts until the new one does: no gap and no double. */
  private async lapseSuperseded(
    paper: RecordedCredential,
    { actor, ...command }: ChangeCredentialStatusCommand,
    recordedAt: Date,
  ): Promise<void> {
    const verified = this.beginningOf(command);
    const old = (await this.superseded.by(paper, verified)).at(-1);
    if (old === undefined) return;
    const from = countsFrom(paper.valid.from, verified);
    const reason = supersededBy(paper.id);
    const after = await this.continue(old.id, { status: 'lapsed', reason }, from, recordedAt);
    const subject = { type: 'credential', id: old.id };
    await this.audit.record({ actor, action: 'credential.lapsed', subject, before: old, after, reason });
  }

  private async restate(id: string, { status, reason }: Said, recordedAt: Date): Promise<RecordedCredential> {
    const known = await this.credentials.takeBack(id, recordedAt);
    const after = saidAgain(known, [{ status, statusReason: reason, valid: ALWAYS }]);
    await this.credentials.insertAll(after, recordedAt);
    const whole = fromFirstToLast(after);
    if (whole === null) throw notFound('credential', id);
    return whole;
  }

  private async continue(
    id: string,
    { status, reason }: Said,
    from: Instant,
    recordedAt: Date,
  ): Promise<RecordedCredential> {
    const spans = await this.credentials.cut(id, from, recordedAt);
    // What was to begin later (or had not begun yet) still begins no earlier, and a scope that was to change still does then.
    const after = saidAgain(spans, [{ status, statusReason: reason, valid: { from, until: null } }]);
    await this.credentials.insertAll(after, recordedAt);
    const whole = fromFirstToLast(after);
    if (whole !== null) return whole;
    throw new DomainError('conflict', 'credential-ended', 'The credential had ended by then.');
  }
}

/** As its last span says, from when the first one begins. */
function fromFirstToLast(spans: readonly RecordedCredential[]): RecordedCredential | null {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { ...last, valid: { from: first.valid.from, until: last.valid.until } };
}
