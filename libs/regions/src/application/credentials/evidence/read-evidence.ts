import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, FileStore, notFound, Transactional } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { EvidenceRepository, type StoredEvidence } from '../../../persistence/rules/evidence-repository';
import { requireStaff } from '../../shared/require-staff';

export interface EvidenceFile {
  evidence: StoredEvidence;
  stream: Readable;
}

/** Hands a paper out to staff; who read it is audited. @throws DomainError `role-required`, `evidence-not-found`. */
@Injectable()
export class ReadEvidence {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(asked: {
    credentialId: string;
    evidenceId: string;
    actor: AccountActor;
  }): Promise<EvidenceFile> {
    const { credentialId, evidenceId, actor } = asked;
    requireStaff(actor, 'reviewer', 'market-manager', 'market-approver', 'legal', 'admin');
    const evidence = (await this.evidence.of(credentialId)).find(({ id }) => id === evidenceId);
    if (evidence === undefined) throw notFound('evidence', evidenceId);
    const stream = await this.files.read(evidence.fileKey);
    const subject = { type: 'credential', id: credentialId };
    const { id, name, sha256 } = evidence;
    await this.audit.record({
      actor,
      action: 'credential.evidence-read',
      subject,
      after: { id, name, sha256 },
    });
    return { evidence, stream };
  }
}
