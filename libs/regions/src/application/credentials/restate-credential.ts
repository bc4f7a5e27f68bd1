import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { restOf, saidAgain } from '../shared/said-again';
import { isFinal } from './status-steps';
import { staysEnded, Superseded } from './superseded';

export interface RestateCredentialCommand {
  credentialId: string;
  /** As they were recorded. */
  spans: readonly Pick<RecordedCredential, 'status' | 'statusReason' | 'valid'>[];
  reason: string;
  actor: Actor;
}

/**
 * Says again, from now on, which statuses a paper had in all of its spans; its scope stays what it is by now. It takes back what became
 * of a paper of which more was planned than one status, and is made by the store alone. What was revoked meanwhile, or lapsed and
 * cannot count again, stays so from then on.
 * @throws DomainError `role-required`, `approval-required`, `credential-not-found`, `credential-ended` (conflict),
 *   `credential-status-transition` (conflict): it is revoked by now, or lapsed.
 */
@Injectable()
export class RestateCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly credentials: CredentialRepository,
    private readonly superseded: Superseded,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ actor, ...command }: RestateCredentialCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const { credentialId: id, spans, reason } = command;
    await this.epoch.change({ actor, kind: 'credential.restate', ids: [id] }, async (recordedAt) => {
      if (!(await this.credentials.wasKnown(id))) throw notFound('credential', id);
      await this.fourEyes.refuseAlone(actor, { do: 'restate-credential', ...command });
      const now = this.epoch.now.getTime();
      const before = await this.credentials.cut(id, now, recordedAt);
      if (before.length === 0)
        throw new DomainError('conflict', 'credential-ended', 'The credential has ended by now.');
      const after = await this.saidOf(restOf(before, now), spans);
      await this.credentials.insertAll(after, recordedAt);
      const subject = { type: 'credential', id };
      await this.audit.record({
        actor,
        action: 'credential.restate',
        subject,
        before: { spans: before },
        after: { spans: after },
        reason,
      });
    });
  }

  private async saidOf(
    known: readonly RecordedCredential[],
    spans: RestateCredentialCommand['spans'],
  ): Promise<RecordedCredential[]> {
    const said: RecordedCredential[] = [];
    for (const span of known) {
      const again = saidAgain([span], spans);
      const hasEnded = await this.superseded.hasEnded(span, again);
      if (hasEnded && span === known[0]) throw staysEnded(span);
      const isSame = isFinal(span.status) && again.every(({ status }) => isFinal(status));
      said.push(...(hasEnded || isSame ? [span] : again));
    }
    return saidAgain(known, said);
  }
}
