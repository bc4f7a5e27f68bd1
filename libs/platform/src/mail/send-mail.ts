import { Inject } from '@nestjs/common';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import { Clock } from '../clock/clock';
import { HandlesJob, type JobHandler } from '../jobs/job-handler';
import { MAIL_OPTIONS, type MailOptions } from './mail-options';
import { type Mail, MailQueue, SEND_MAIL } from './mail-queue';

const PATIENCE_MS = 20_000;

/** Sends one message. A message whose job died between sending and noting it goes out twice, and never not at all. */
@HandlesJob(SEND_MAIL)
export class SendMail implements JobHandler {
  private smtp: Transporter | undefined;

  constructor(
    @Inject(MAIL_OPTIONS) private readonly options: MailOptions,
    private readonly queue: MailQueue,
    private readonly clock: Clock,
  ) {}

  async handle(payload: unknown): Promise<void> {
    const { id } = payload as { id: string };
    const mail = await this.queue.find(id);
    if (mail === null) return;
    const { smtpUrl } = this.options;
    if (smtpUrl === null) await this.keep(id, mail);
    else await this.send(id, mail, smtpUrl);
    await this.queue.markSent(id);
  }

  private async send(id: string, mail: Mail, url: string): Promise<void> {
    this.smtp ??= createTransport({
      url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      // Texts are ours; nothing in them may make the mailer read files or fetch addresses.
      disableFileAccess: true,
      disableUrlAccess: true,
    } as never);
    await this.smtp.sendMail(this.message(id, mail));
  }

  /** As a file that appears complete or not at all. */
  private async keep(id: string, mail: Mail): Promise<void> {
    const { directory } = this.options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' } as never);
    const { message } = (await composer.sendMail(this.message(id, mail))) as unknown as { message: Buffer };
    const stamp = this.clock.now().toISOString().replaceAll(':', '-');
    const path = join(directory, `${stamp}-${id}.eml`);
    await writeFile(`${path}.part`, message, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  private message(id: string, { to, subject, text }: Mail): object {
    const { from } = this.options;
    const domain = from.replace(/^.*@|>.*$/g, '');
    const headers = { 'auto-submitted': 'auto-generated' };
    // As an object: an address is never parsed for further ones.
    return { from, to: { name: '', address: to }, subject, text, headers, messageId: `<${id}@${domain}>` };
  }
}
