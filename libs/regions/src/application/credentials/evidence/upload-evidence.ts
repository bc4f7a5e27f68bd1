import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, FileStore } from '@portolan/platform';
import type { Readable } from 'node:stream';
import type { Evidence } from '../../../persistence/rules/evidence-repository';
import { mediaTypeOf } from './media-type';
import { RegisterEvidence } from './register-evidence';

export const EVIDENCE_MAX_BYTES = 20 * 1024 * 1024;

export interface UploadEvidenceCommand {
  credentialId: string;
  /** Set where the holder sends it: it must be theirs, and not checked yet. */
  publisherId?: string;
  name: string;
  /** The file as it arrives: PDF, PNG or JPEG, at most 20 MB. */
  stream: Readable;
  actor: AccountActor;
}

/**
 * Takes a paper in: hashed while it streams, told by its content, kept. Not one transaction: no connection waits for an upload.
 * @throws DomainError `file-too-large`, `upload-interrupted`, `evidence-type` (unsupported-media-type), and what `RegisterEvidence` throws.
 */
@Injectable()
export class UploadEvidence {
  constructor(
    private readonly files: FileStore,
    private readonly register: RegisterEvidence,
  ) {}

  async execute({ stream, ...command }: UploadEvidenceCommand): Promise<Evidence> {
    await this.register.refuseUnfit(command);
    const file = await this.files.receive(stream, EVIDENCE_MAX_BYTES);
    try {
      const mediaType = await mediaTypeOf(file.path);
      if (mediaType === null) {
        const detail = 'A paper is a PDF, a PNG or a JPEG.';
        throw new DomainError('unsupported-media-type', 'evidence-type', detail);
      }
      return await this.register.execute({ ...command, file, mediaType });
    } finally {
      // Forgetting what was kept does nothing.
      await this.files.discard(file);
    }
  }
}
