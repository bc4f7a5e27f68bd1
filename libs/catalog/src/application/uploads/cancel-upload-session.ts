import { Injectable } from '@nestjs/common';
import { PartialFiles } from '@portolan/platform';
import { UploadSessionRepository } from '../../persistence/artifacts/upload-session-repository';

/** Forgets an upload with what has arrived. Once more does nothing. */
@Injectable()
export class CancelUploadSession {
  constructor(
    private readonly sessions: UploadSessionRepository,
    private readonly files: PartialFiles,
  ) {}

  async execute(id: string): Promise<void> {
    await this.sessions.remove(id);
    await this.files.remove(id);
  }
}
