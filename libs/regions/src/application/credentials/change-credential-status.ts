import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import type { CredentialStatus, Instant } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { readInstant } from '../shared/rule-input';
import { restOf, saidAgain } from '../shared/said-again';
import { isFinal, isStep, isUnchecked, spanAt } from './status-steps';
import { countsFrom, isSupersession, Superseded, supersededBy } from './superseded';

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

/**
 * Verifies or rejects a paper, for all of its validity, or records what became of it from an instant on. One that takes the place of
 * another has that one lapse when it counts itself, and that one can be reinstated when it does not count any more. What it is by then
 * says what it may become, and not what it is to be later; a revocation that is to come, or a lapse that stands, comes all the same. The
 * reason is shown to the holder.
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
      const spans = await this.credentials.spans(id);
      const before = this.inForce(spans, command);
      if (before === undefined) throw notFound('credential', id);
      const isNext = isStep(before.status, status);
      if (!isNext && !(await this.isTakenBack(spans, before, command))) {
        const detail = `A credential that is ${before.status} cannot become ${status}.`;
        throw new DomainError('conflict', 'credential-status-transition', detail);
      }
      await this.fourEyes.refuseAlone(actor, { do: 'change-credential-status', ...command });
      const from = this.beginningOf(command);
      // What is verified for later stays unchecked until then.
      const isWhole = isNext && isUnchecked(before.status) && from <= this.epoch.now.getTime();
      const after = isWhole
        ? await this.restate(id, command, from, recordedAt)
        : await this.continue(id, command, from, recordedAt);
      const subject = { type: 'credential', id };
      await this.audit.record({
        actor,
        action: `credential.${status}`,
        subject,
        before,
        after,
        reason,
      });
      if (status === 'verified') await this.lapseSuperseded(after, command, recordedAt);
      return { ...after, recordedAt };
    });
  }

  /** When the change begins; of what was never checked the past says nothing. */
  private inForce(
    spans: readonly RecordedCredential[],
    command: ChangeCredentialStatusCommand,
  ): RecordedCredential | undefined {
    const from = this.beginningOf(command);
    const then = spanAt(spans, from);
    if (then === undefined || !isUnchecked(then.status)) return then;
    return spanAt(spans, Math.max(from, this.epoch.now.getTime()));
  }

  /**
   * What lapsed because another took its place is what it was, once that one does not count any more. Likewise what was planned for
   * later, as long as it is not: a suspension, a verification.
   */
  private async isTakenBack(
    spans: readonly RecordedCredential[],
    before: RecordedCredential,
    command: ChangeCredentialStatusCommand,
  ): Promise<boolean> {
    const last = spans.at(-1) ?? before;
    const planned = isFinal(before.status) ? before : last;
    if (isStep(planned.status, command.status)) return true;
    if (command.status !== 'verified' && command.status !== 'suspended') return false;
    return this.superseded.isFree(planned, { from: this.beginningOf(command), until: null });
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
    const [old] = await this.superseded.by(paper, verified);
    if (old === undefined) return;
    const from = countsFrom(paper.valid.from, verified);
    const reason = supersededBy(paper.id);
    const after = await this.continue(old.id, { status: 'lapsed', reason }, from, recordedAt);
    const subject = { type: 'credential', id: old.id };
    await this.audit.record({ actor, action: 'credential.lapsed', subject, before: old, after, reason });
  }

  private async restate(
    id: string,
    said: Said,
    from: Instant,
    recordedAt: Date,
  ): Promise<RecordedCredential> {
    const whole = await this.say(await this.credentials.takeBack(id, recordedAt), said, from, recordedAt);
    if (whole === null) throw notFound('credential', id);
    return whole;
  }

  private async continue(
    id: string,
    said: Said,
    from: Instant,
    recordedAt: Date,
  ): Promise<RecordedCredential> {
    const spans = restOf(await this.credentials.cut(id, from, recordedAt), from);
    const whole = await this.say(spans, said, from, recordedAt);
    if (whole !== null) return whole;
    throw new DomainError('conflict', 'credential-ended', 'The credential had ended by then.');
  }

  /** What was to begin later (or had not begun yet) still begins no earlier, and a scope that was to change still does then. */
  private async say(
    spans: readonly RecordedCredential[],
    { status, reason }: Said,
    from: Instant,
    recordedAt: Date,
  ): Promise<RecordedCredential | null> {
    const said: RecordedCredential[] = [];
    for (const span of spans)
      said.push(
        (await this.stays(span, { status, reason }, from)) ? span : { ...span, status, statusReason: reason },
      );
    const after = saidAgain(spans, said);
    await this.credentials.insertAll(after, recordedAt);
    return fromFirstToLast(after.filter((span) => span.status === status));
  }

  /** Whether a span that ends the paper does so whatever it becomes before. */
  private async stays(span: RecordedCredential, { status, reason }: Said, from: Instant): Promise<boolean> {
    if (!isFinal(span.status) || status === 'revoked') return false;
    if (span.status === 'revoked') return true;
    // A lapse in the world is not made one that ends with the paper in its place.
    if (status === 'lapsed') return isSupersession(reason) && !isSupersession(span.statusReason);
    return !(await this.superseded.isFree(span, { from, until: null }));
  }
}

/** As its last span says, from when the first one begins. */
function fromFirstToLast(spans: readonly RecordedCredential[]): RecordedCredential | null {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { ...last, valid: { from: first.valid.from, until: last.valid.until } };
}
