import {
  Clock,
  HandlesJob,
  type JobHandler,
  PartialFiles,
  Scheduled,
  Transactional,
} from '@portolan/platform';
import { UploadSessionRepository } from '../../persistence/artifacts/upload-session-repository';

export const FORGET_UPLOAD_SESSIONS = 'catalog:forget-upload-sessions';
const BATCH = 50;

/** Removes uploads in pieces that have expired, or whose edit is over, with what has arrived. */
@HandlesJob(FORGET_UPLOAD_SESSIONS)
@Scheduled('27 * * * *')
export class ForgetUploadSessions implements JobHandler {
  constructor(
    private readonly sessions: UploadSessionRepository,
    private readonly files: PartialFiles,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    while ((await this.forgetSome()) === BATCH);
  }

  /** The files go before the rows do: one whose row is still there is removed once more. */
  @Transactional()
  private async forgetSome(): Promise<number> {
    const ids = await this.sessions.takeEnded(this.clock.now(), BATCH);
    for (const id of ids) await this.files.remove(id);
    return ids.length;
  }
}
