import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { CountAttempt } from '../attempts/count-attempt';
import { ForgetAttempts } from '../attempts/forget-attempts';
import { hashMailSecret } from '../mail/account-mail';
import type { SessionClient } from '../sign-in/open-session';
import type { SessionTokens } from '../sign-in/session-token-pair';
import { ProveSecondFactor, type SecondFactorProof } from './prove-second-factor';

export interface CompleteSignInCommand {
  /** What the refusal of the password step brought. */
  challenge: string;
  proof: SecondFactorProof;
  /** The client's IP address. */
  address: string;
  client?: SessionClient | undefined;
}

/** Opens a session with the second factor, after the password. */
@Injectable()
export class CompleteSignIn {
  constructor(
    private readonly challenges: FactorChallenges,
    private readonly prove: ProveSecondFactor,
    private readonly attempts: CountAttempt,
    private readonly forget: ForgetAttempts,
    private readonly clock: Clock,
  ) {}

  /**
   * Attempts are counted for the account: a new challenge brings no new tries.
   * @throws DomainError `second-factor-wrong`, `challenge-invalid` (401), `too-many-attempts` (429).
   */
  async execute({ challenge, proof, address, client }: CompleteSignInCommand): Promise<SessionTokens> {
    const hash = hashMailSecret(challenge);
    const found = await this.challenges.find(hash, this.clock.now());
    if (found === null) throw challengeInvalid();
    const subject = found.accountId;
    await this.attempts.execute({ kind: 'second-factor', subject, address });
    const outcome = await this.prove.execute({ hash, proof, client });
    if (outcome === 'void') throw challengeInvalid();
    if (outcome === 'wrong') throw refusal('second-factor-wrong', 'The second factor is wrong.');
    await this.forget.execute({ kind: 'second-factor', subject });
    await this.forget.execute({ kind: 'login', subject: outcome.email });
    return outcome.tokens;
  }
}

function challengeInvalid(): DomainError {
  return refusal(
    'challenge-invalid',
    'The challenge is unknown, used, expired or tried too often: log in again.',
  );
}

function refusal(code: string, detail: string): DomainError {
  return new DomainError('unauthenticated', code, detail, {
    headers: { 'www-authenticate': 'Bearer realm="portolan"' },
  });
}
