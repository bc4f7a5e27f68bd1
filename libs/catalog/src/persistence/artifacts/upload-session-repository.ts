import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** An upload that arrives in pieces. */
export interface UploadSession {
  /** Also the secret part of its address: 32 bytes, lower-case hex. */
  id: string;
  appId: string;
  /** What the file is for, in the words of the face that takes it. */
  target: object;
  /** By what whoever began it was let in. */
  credential: object;
  /** As the client said; null: it did not. */
  totalBytes: number | null;
  /** What the whole file was answered with; null while it arrives. */
  answer: object | null;
}

export interface NewUploadSession extends Omit<UploadSession, 'answer'> {
  /** Null: for no edit. */
  editId: string | null;
  openedAt: Date;
  expiresAt: Date;
}

type Row = Omit<UploadSession, 'totalBytes'> & { totalBytes: string | null };

/** Of a session `s` at $2: it cannot become anything any more, because its edit is committed, deleted or expired. */
const EDIT_IS_OVER = `EXISTS (SELECT FROM app_edit e WHERE e.id = s.edit_id AND (e.status <> 'open' OR e.expires_at <= $2))`;

/** Uploads that arrive in pieces. */
@Injectable()
export class UploadSessionRepository extends BaseRepository {
  /** Under the app's lock. */
  async insert(session: NewUploadSession): Promise<void> {
    const { id, appId, editId, target, credential, totalBytes, openedAt, expiresAt } = session;
    await this.query(
      `INSERT INTO upload_session (id, app_id, edit_id, target, credential, total_bytes, opened_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, appId, editId, target, credential, totalBytes, openedAt, expiresAt],
    );
  }

  async findLive(id: string, now: Date): Promise<UploadSession | null> {
    const row = await this.queryOne<Row>(
      `SELECT s.id, s.app_id AS "appId", s.target, s.credential, s.total_bytes AS "totalBytes", s.answer FROM upload_session s
        WHERE s.id = $1 AND s.expires_at > $2`,
      [id, now],
    );
    return row && { ...row, totalBytes: row.totalBytes === null ? null : Number(row.totalBytes) };
  }

  /** How many of an app still arrive: those that may, and those whose edit is over meanwhile. */
  async count(appId: string, now: Date): Promise<{ open: number; over: number }> {
    const row = await this.queryOne<{ open: number; over: number }>(
      `SELECT count(*) FILTER (WHERE NOT x.over)::integer AS open, count(*) FILTER (WHERE x.over)::integer AS over FROM (
         SELECT ${EDIT_IS_OVER} AS over FROM upload_session s
          WHERE s.app_id = $1 AND s.answer IS NULL AND s.expires_at > $2) x`,
      [appId, now],
    );
    return row ?? { open: 0, over: 0 };
  }

  async answer(id: string, answer: object): Promise<void> {
    await this.query('UPDATE upload_session AS s SET answer = $2 WHERE s.id = $1', [id, answer]);
  }

  async remove(id: string): Promise<void> {
    await this.query('DELETE FROM upload_session s WHERE s.id = $1', [id]);
  }

  /** Ends all of an app; the job removes them. */
  async expireAll(appId: string, now: Date): Promise<void> {
    await this.query(
      'UPDATE upload_session AS s SET expires_at = $2 WHERE s.app_id = $1 AND s.expires_at > $2',
      [appId, now],
    );
  }

  /** Deletes some that have expired, or whose edit is over. @returns their ids. */
  async takeEnded(now: Date, limit: number): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `DELETE FROM upload_session AS d WHERE d.id IN (
         SELECT s.id FROM upload_session s WHERE s.expires_at <= $2 OR (s.answer IS NULL AND ${EDIT_IS_OVER})
          LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING d.id`,
      [limit, now],
    );
    return rows.map(({ id }) => id);
  }
}
