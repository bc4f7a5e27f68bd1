import { Injectable } from '@nestjs/common';
import { Clock, DomainError, JobQueue, Transactional } from '@portolan/platform';
import { randomBytes } from 'node:crypto';
import { AppRepository } from '../../persistence/apps/app-repository';
import {
  type NewUploadSession,
  UploadSessionRepository,
} from '../../persistence/artifacts/upload-session-repository';
import { FORGET_UPLOAD_SESSIONS } from './forget-upload-sessions';

export type OpenUploadSessionCommand = Omit<NewUploadSession, 'id' | 'openedAt' | 'expiresAt'>;

const DAY_MS = 86_400_000;
/** How long an upload for an edit may take; it ends with its edit. */
const LIFETIME_MS = 7 * DAY_MS;
/** Without one: nothing but time ends what a tool began and forgot. */
const LIFETIME_WITHOUT_EDIT_MS = DAY_MS;
/** Uploads of an app that arrive at one time. Each may lie there with as many bytes as a package has. */
const OPEN_PER_APP = 10;

/**
 * Begins an upload in pieces, under the app's lock, so that two count each other.
 * @returns its id, which nobody guesses.
 * @throws DomainError `app-not-found`, `too-many-uploads` (conflict).
 */
@Injectable()
export class OpenUploadSession {
  constructor(
    private readonly apps: AppRepository,
    private readonly sessions: UploadSessionRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: OpenUploadSessionCommand): Promise<string> {
    const { appId, editId } = command;
    await this.apps.lock(appId);
    const openedAt = this.clock.now();
    const { open, over } = await this.sessions.count(appId, openedAt);
    if (open >= OPEN_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-uploads',
        `At most ${OPEN_PER_APP} uploads of an app arrive in pieces at one time: finish or cancel one, or delete the edit that it is for.`,
      );
    if (over > 0) await this.jobs.add(FORGET_UPLOAD_SESSIONS, {}, { key: FORGET_UPLOAD_SESSIONS });
    const id = randomBytes(32).toString('hex');
    const lifetime = editId === null ? LIFETIME_WITHOUT_EDIT_MS : LIFETIME_MS;
    const expiresAt = new Date(openedAt.getTime() + lifetime);
    await this.sessions.insert({ ...command, id, openedAt, expiresAt });
    return id;
  }
}
