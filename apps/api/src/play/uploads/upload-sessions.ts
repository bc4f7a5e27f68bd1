import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  BaseRepository,
  Clock,
  notFound,
  PartialFiles,
  TransactionHost,
} from '@portolan/platform';
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { FinishUpload } from './finish-upload';
import { type UploadTarget, uploadTarget } from './upload-target';

/** How long an upload that was begun may take. */
const LIFETIME_MS = 7 * 24 * 3_600_000;

export interface UploadSession {
  /** Also the secret part of its address. */
  id: string;
  target: UploadTarget;
  actor: AccountActor;
  /** As the client said; null: it did not. */
  totalBytes: number | null;
  /** What the whole file was answered with. */
  answer: object | null;
}

interface Row extends Omit<UploadSession, 'totalBytes'> {
  totalBytes: string | null;
}

/** Uploads that arrive in pieces: begun by somebody who may, and gone on with by whoever knows the address. */
@Injectable()
export class UploadSessions extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly files: PartialFiles,
    private readonly finishUpload: FinishUpload,
    private readonly clock: Clock,
  ) {
    super(host);
  }

  async open(target: UploadTarget, actor: AccountActor, totalBytes: number | null): Promise<string> {
    await this.finishUpload.check(target);
    await this.forgetExpired();
    const now = this.clock.now();
    const id = randomBytes(32).toString('hex');
    await this.query(
      `INSERT INTO upload_session (id, app_id, target, actor, total_bytes, opened_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, target.appId, target, actor, totalBytes, now, new Date(now.getTime() + LIFETIME_MS)],
    );
    return id;
  }

  /** @throws DomainError `upload-session-not-found`. */
  async get(id: string): Promise<UploadSession> {
    // What is no address of ours may hold what the database does not take.
    if (!/^[0-9a-f]{64}$/.test(id)) throw notFound('upload-session');
    const row = await this.queryOne<Row>(
      `SELECT s.id, s.target, s.actor, s.total_bytes AS "totalBytes", s.answer FROM upload_session s
        WHERE s.id = $1 AND s.expires_at > $2`,
      [id, this.clock.now()],
    );
    if (row === null) throw notFound('upload-session');
    const totalBytes = row.totalBytes === null ? null : Number(row.totalBytes);
    return { ...row, target: uploadTarget.parse(row.target), totalBytes };
  }

  received({ id }: UploadSession): Promise<number> {
    return this.files.sizeOf(id);
  }

  /** @returns the bytes that have arrived in all. */
  append({ id }: UploadSession, stream: Readable, maxBytes: number): Promise<number> {
    return this.files.append(id, stream, maxBytes);
  }

  /**
   * Hands the whole file on. A second time it only answers again. What is refused ends the session, because the same bytes
   * would be refused again.
   */
  async finish(session: UploadSession): Promise<object> {
    if (session.answer !== null) return session.answer;
    try {
      const answer = await this.finishUpload.execute(
        session.target,
        this.files.read(session.id),
        session.actor,
      );
      await this.query('UPDATE upload_session AS s SET answer = $2 WHERE s.id = $1', [session.id, answer]);
      await this.files.remove(session.id);
      return answer;
    } catch (error) {
      await this.cancel(session);
      throw error;
    }
  }

  async cancel({ id }: UploadSession): Promise<void> {
    await this.query('DELETE FROM upload_session s WHERE s.id = $1', [id]);
    await this.files.remove(id);
  }

  private async forgetExpired(): Promise<void> {
    const gone = await this.query<{ id: string }>(
      'DELETE FROM upload_session s WHERE s.expires_at <= $1 RETURNING s.id',
      [this.clock.now()],
    );
    for (const { id } of gone) await this.files.remove(id);
  }
}
