import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { RefusedFileRepository } from '../../persistence/artifacts/refused-file-repository';

export interface RefuseFileCommand {
  /** Of the whole file, lower-case hex. */
  sha256: string;
  reason: string;
  actor: AccountActor;
}

/**
 * From now on nobody can upload this file. Releases that have it already stay: taking them out is a decision of its own.
 * @throws DomainError `file-already-refused`.
 */
@Injectable()
export class RefuseFile {
  constructor(
    private readonly refused: RefusedFileRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ sha256, reason, actor }: RefuseFileCommand): Promise<void> {
    const added = await this.refused.add({
      sha256,
      reason,
      addedBy: actor.accountId,
      addedAt: this.clock.now(),
    });
    if (!added)
      throw new DomainError('conflict', 'file-already-refused', 'This file is on the list already.');
    await this.audit.record({
      actor,
      action: 'file.refuse',
      subject: { type: 'file', id: sha256 },
      after: { sha256 },
      reason,
    });
  }
}
