import { Clock, HandlesJob, type JobHandler, Scheduled } from '@portolan/platform';
import { AttemptCounters } from '../../persistence/attempt-counters';
import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { AccountTokens } from '../../persistence/mail/account-tokens';
import { Sessions } from '../../persistence/sessions';
import { SigningKeys } from '../../persistence/signing-keys';

/** Ended sessions stay for a while, so that a reused token is still known for what it is. */
const KEEP_SESSIONS_MS = 30 * 86_400_000;

/** Removes what has expired: sessions with their tokens, counters, codes of mails, challenges, keys that no valid token was signed with. */
@HandlesJob('accounts:forget-expired')
@Scheduled('17 * * * *')
export class ForgetExpired implements JobHandler {
  constructor(
    private readonly sessions: Sessions,
    private readonly counters: AttemptCounters,
    private readonly keys: SigningKeys,
    private readonly mailTokens: AccountTokens,
    private readonly challenges: FactorChallenges,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now();
    await this.counters.removeExpired(now);
    await this.keys.removeExpired(now);
    await this.mailTokens.removeExpired(now);
    await this.challenges.removeExpired(now);
    await this.sessions.removeEnded(new Date(now.getTime() - KEEP_SESSIONS_MS));
  }
}
