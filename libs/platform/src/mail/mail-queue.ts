import { Inject, Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import { Clock } from '../clock/clock';
import { BaseRepository } from '../database/base-repository';
import { Ids } from '../ids/ids';
import { JobQueue } from '../jobs/job-queue';
import { Seal } from '../seal/seal';
import { MAIL_OPTIONS, type MailOptions } from './mail-options';

/** One message to one person, plain text. */
export interface Mail {
  /** An address that was checked before. */
  to: string;
  /** What it is about, for records: `<subject>.<event>`. */
  kind: string;
  subject: string;
  text: string;
}

export const SEND_MAIL = 'mail:send';
const PURPOSE = 'portolan mail';

/**
 * The store's mail. A message is written in the transaction that decides it and sent by a job of that transaction; until
 * then its text is sealed, because it may hold a secret, and afterwards it is forgotten.
 */
@Injectable()
export class MailQueue extends BaseRepository {
  private readonly seal: Seal;

  constructor(
    host: TransactionHost,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(MAIL_OPTIONS) { secret }: MailOptions,
  ) {
    super(host);
    this.seal = new Seal(secret, PURPOSE);
  }

  /** Call it inside the use case's transaction. */
  async add({ to, kind, subject, text }: Mail): Promise<void> {
    const id = this.ids.next();
    await this.query(
      `INSERT INTO mail_message (id, to_address, kind, sealed, created_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, to, kind, this.seal.seal(JSON.stringify({ subject, text }), id), this.clock.now()],
    );
    await this.jobs.add(SEND_MAIL, { id });
  }

  /** Null once it was sent. */
  async find(id: string): Promise<Mail | null> {
    const row = await this.queryOne<{ to: string; kind: string; sealed: Buffer | null }>(
      `SELECT m.to_address AS "to", m.kind, m.sealed FROM mail_message m WHERE m.id = $1`,
      [id],
    );
    if (row === null || row.sealed === null) return null;
    const { subject, text } = JSON.parse(this.seal.open(row.sealed, id)) as Pick<Mail, 'subject' | 'text'>;
    return { to: row.to, kind: row.kind, subject, text };
  }

  /** Forgets the text. */
  async markSent(id: string): Promise<void> {
    await this.query(`UPDATE mail_message m SET sealed = NULL, sent_at = $2 WHERE m.id = $1`, [
      id,
      this.clock.now(),
    ]);
  }

  /** At most 10,000 at a time. */
  async removeBefore(before: Date): Promise<void> {
    await this.query(
      `DELETE FROM mail_message m WHERE m.id IN (SELECT o.id FROM mail_message o WHERE o.created_at < $1 LIMIT 10000)`,
      [before],
    );
  }
}
