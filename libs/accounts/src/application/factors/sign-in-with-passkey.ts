import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Transactional } from '@portolan/platform';
import { Accounts } from '../../persistence/accounts';
import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { Factors } from '../../persistence/factors/factors';
import { ForgetAttempts } from '../attempts/forget-attempts';
import { hashMailSecret } from '../mail/account-mail';
import { OpenSession, type SessionClient } from '../sign-in/open-session';
import type { SessionTokens } from '../sign-in/session-token-pair';
import { PasskeyCeremonies } from './kinds/passkey-ceremonies';

const FIVE_MINUTES_MS = 300_000;

interface PasskeyAnswer {
  /** The challenge of the options. */
  challenge: string;
  /** What the browser answered. */
  response: object;
  client?: SessionClient | undefined;
}

/**
 * Signing in by a passkey alone: it is kept on the device with the name of its account (a discoverable credential), and the device
 * asks for a finger or a PIN. That is something one has and something one is or knows, so that the session counts as one with a second factor.
 */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly challenges: FactorChallenges,
    private readonly factors: Factors,
    private readonly accounts: Accounts,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly openSession: OpenSession,
    private readonly forget: ForgetAttempts,
    private readonly clock: Clock,
  ) {}

  /** Options for the browser, good for five minutes and one session; they name nobody. */
  @Transactional()
  async begin(): Promise<{ options: { challenge: string } }> {
    const options = await this.ceremonies.discovery();
    const createdAt = this.clock.now();
    await this.challenges.addOpen({
      hash: hashMailSecret(options.challenge),
      passkeyChallenge: options.challenge,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + FIVE_MINUTES_MS),
    });
    return { options };
  }

  /**
   * Whatever the answer is, the challenge is used up.
   * @throws DomainError `passkey-wrong` (401), the same for a passkey that nobody has, for an answer that does not hold, and for a
   *   challenge that is not good any more.
   */
  async finish(command: PasskeyAnswer): Promise<SessionTokens> {
    if (!(await this.challenges.spend(hashMailSecret(command.challenge), null, this.clock.now())))
      throw passkeyWrong();
    return this.open(command);
  }

  @Transactional()
  private async open({ challenge, response, client }: PasskeyAnswer): Promise<SessionTokens> {
    const now = this.clock.now();
    const passkey = await this.factors.passkeyByCredential(credentialIdOf(response));
    const answer =
      passkey === null
        ? null
        : await this.ceremonies.verifyAlone(response, challenge, passkey, passkey.accountId);
    if (passkey === null || answer === null) throw passkeyWrong();
    const { accountId } = passkey;
    await this.factors.notePasskeyUse(passkey.id, answer.signCount, now);
    const account = await this.accounts.view(accountId);
    if (account !== null) await this.forget.execute({ kind: 'login', subject: account.email });
    return this.openSession.execute({ accountId, client, secondFactor: true });
  }
}

function credentialIdOf(response: object): string {
  const { id } = response as { id?: unknown };
  return typeof id === 'string' ? id : '';
}

function passkeyWrong(): DomainError {
  return new DomainError(
    'unauthenticated',
    'passkey-wrong',
    'The answer of the passkey does not hold: begin again.',
    {
      headers: { 'www-authenticate': 'Bearer realm="portolan"' },
    },
  );
}
