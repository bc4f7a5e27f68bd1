import { Injectable } from '@nestjs/common';
import { Clock, notFound } from '@portolan/platform';
import {
  type UploadSession,
  UploadSessionRepository,
} from '../../persistence/artifacts/upload-session-repository';

/** An upload that goes on, or was answered not long ago. Whether its sender still may is the caller's question. */
@Injectable()
export class FindUploadSession {
  constructor(
    private readonly sessions: UploadSessionRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `upload-session-not-found`: unknown, expired, cancelled and refused look alike. */
  async execute(id: string): Promise<UploadSession> {
    // What is no address of ours may hold what the database does not take.
    const session = /^[0-9a-f]{64}$/.test(id) ? await this.sessions.findLive(id, this.clock.now()) : null;
    if (session === null) throw notFound('upload-session');
    return session;
  }
}
