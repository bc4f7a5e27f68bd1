import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';
import { type Evidence, EvidenceRepository } from '../../../persistence/rules/evidence-repository';

/** The papers of a credential, oldest first. @throws DomainError `credential-not-found`, also for one that another publisher holds. */
@Injectable()
export class ListEvidence {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly evidence: EvidenceRepository,
  ) {}

  async execute(asked: { credentialId: string; publisherId?: string }): Promise<Evidence[]> {
    const { credentialId, publisherId } = asked;
    const holder = (await this.credentials.spans(credentialId)).at(-1)?.holder;
    const isOwn = holder?.kind === 'publisher' && holder.publisherId === publisherId;
    if (holder === undefined || (publisherId !== undefined && !isOwn))
      throw notFound('credential', credentialId);
    return (await this.evidence.of(credentialId)).map(({ fileKey: _, ...paper }) => paper);
  }
}
