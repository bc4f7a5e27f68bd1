import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  FileStore,
  Ids,
  type IncomingFile,
  notFound,
  Transactional,
} from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';
import {
  type Evidence,
  EvidenceRepository,
  type EvidenceType,
} from '../../../persistence/rules/evidence-repository';
import { requireStaff } from '../../shared/require-staff';
import { ownCredential } from '../publisher/own-credential';

interface Target {
  credentialId: string;
  publisherId?: string;
  actor: AccountActor;
}

export interface RegisterEvidenceCommand extends Target {
  name: string;
  mediaType: EvidenceType;
  file: IncomingFile;
}

const PAPERS_PER_CREDENTIAL = 50;

/**
 * The second half of an upload: keeps a received paper with its credential. The very same file sent again is answered with what is there.
 * @throws DomainError `role-required`, `credential-not-found`, `credential-checked` (conflict): its holder adds nothing to it any more;
 *   `too-much-evidence` (conflict).
 */
@Injectable()
export class RegisterEvidence {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly credentials: CredentialRepository,
    private readonly evidence: EvidenceRepository,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ name, mediaType, file, ...target }: RegisterEvidenceCommand): Promise<Evidence> {
    // No credential changes until this has committed: a holder adds nothing to what is being verified.
    await this.epoch.hold();
    await this.refuseUnfit(target);
    const { credentialId, actor } = target;
    await this.evidence.lock(credentialId);
    const papers = await this.evidence.of(credentialId);
    const known = papers.find(({ sha256 }) => sha256 === file.sha256);
    if (known !== undefined) return known;
    if (papers.length >= PAPERS_PER_CREDENTIAL) {
      const detail = `A credential has at most ${PAPERS_PER_CREDENTIAL} papers.`;
      throw new DomainError('conflict', 'too-much-evidence', detail);
    }
    const paper: Evidence = {
      id: this.ids.next(),
      credentialId,
      name,
      mediaType,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      uploadedBy: actor.accountId,
      uploadedAt: this.clock.now(),
    };
    await this.evidence.insert({ ...paper, fileKey: await this.files.keep(file) });
    const subject = { type: 'credential', id: credentialId };
    await this.audit.record({ actor, action: 'credential.evidence', subject, after: paper });
    return paper;
  }

  /** Asked before a byte is taken in, and again when it is kept. */
  async refuseUnfit({ credentialId, publisherId, actor }: Target): Promise<void> {
    const last = (await this.credentials.spans(credentialId)).at(-1);
    if (publisherId === undefined) {
      requireStaff(actor, 'market-manager', 'legal', 'admin');
      if (last === undefined) throw notFound('credential', credentialId);
      return;
    }
    ownCredential(last, credentialId, publisherId);
  }
}
