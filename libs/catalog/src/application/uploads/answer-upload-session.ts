import { Injectable } from '@nestjs/common';
import { PartialFiles } from '@portolan/platform';
import { UploadSessionRepository } from '../../persistence/artifacts/upload-session-repository';

/** Keeps what a whole file was answered with, for who asks again, and lets go of what had arrived. */
@Injectable()
export class AnswerUploadSession {
  constructor(
    private readonly sessions: UploadSessionRepository,
    private readonly files: PartialFiles,
  ) {}

  async execute({ id, answer }: { id: string; answer: object }): Promise<void> {
    await this.sessions.answer(id, answer);
    await this.files.remove(id);
  }
}
