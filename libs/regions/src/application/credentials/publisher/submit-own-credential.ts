import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import {
  CredentialRepository,
  type RecordedCredential,
} from '../../../persistence/rules/credential-repository';
import { EvidenceRepository } from '../../../persistence/rules/evidence-repository';
import type { Recorded } from '../../../persistence/rules/rule-repository';
import { ownCredential } from './own-credential';

/**
 * A publisher hands a draft, or what was sent back, to staff for checking. It counts once they verify it.
 * @throws DomainError `credential-not-found`, `credential-checked` (conflict), `evidence-missing` (conflict).
 */
@Injectable()
export class SubmitOwnCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly credentials: CredentialRepository,
    private readonly evidence: EvidenceRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: {
    publisherId: string;
    credentialId: string;
    actor: AccountActor;
  }): Promise<Recorded<RecordedCredential>> {
    const { publisherId, credentialId: id, actor } = command;
    return this.epoch.change({ actor, kind: 'credential.submit', ids: [id] }, async (recordedAt) => {
      const before = ownCredential((await this.credentials.spans(id)).at(-1), id, publisherId);
      if ((await this.evidence.of(id)).length === 0)
        throw new DomainError('conflict', 'evidence-missing', 'Send the paper itself first.');
      await this.credentials.takeBack(id, recordedAt);
      const after = { ...before, status: 'submitted' as const, statusReason: null };
      await this.credentials.insert(after, recordedAt);
      const subject = { type: 'credential', id };
      await this.audit.record({ actor, action: 'credential.submitted', subject, before, after });
      return { ...after, recordedAt };
    });
  }
}
