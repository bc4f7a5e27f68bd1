import { Clock } from '../clock/clock';
import { HandlesJob, type JobHandler, Scheduled } from '../jobs/job-handler';
import { MailQueue } from './mail-queue';

const KEEP_MS = 90 * 86_400_000;

/** Forgets whom the store wrote to, after 90 days. */
@HandlesJob('mail:forget')
@Scheduled('43 3 * * *')
export class ForgetMail implements JobHandler {
  constructor(
    private readonly queue: MailQueue,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    await this.queue.removeBefore(new Date(this.clock.now().getTime() - KEEP_MS));
  }
}
