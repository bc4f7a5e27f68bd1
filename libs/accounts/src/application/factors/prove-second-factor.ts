import { Injectable } from '@nestjs/common';
import { Clock, Transactional } from '@portolan/platform';
import { Accounts } from '../../persistence/accounts';
import { type ChallengeRow, FactorChallenges } from '../../persistence/factors/factor-challenges';
import { Factors } from '../../persistence/factors/factors';
import { AccountMail } from '../mail/account-mail';
import { OpenSession, type SessionClient } from '../sign-in/open-session';
import type { SessionTokens } from '../sign-in/session-token-pair';
import { PasskeyCeremonies } from './kinds/passkey-ceremonies';
import { Recovery } from './recovery';
import { TotpSecrets } from './kinds/totp-secrets';

/** One of them. */
export type SecondFactorProof =
  | { kind: 'totp'; code: string }
  | { kind: 'recovery-code'; code: string }
  /** What the browser answered. */
  | { kind: 'passkey'; response: object };

/** Checks a second factor and opens the session. A wrong one is an outcome and no error, so that the attempt stays counted. */
@Injectable()
export class ProveSecondFactor {
  constructor(
    private readonly challenges: FactorChallenges,
    private readonly factors: Factors,
    private readonly accounts: Accounts,
    private readonly secrets: TotpSecrets,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly recovery: Recovery,
    private readonly openSession: OpenSession,
    private readonly mail: AccountMail,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    hash: Buffer;
    proof: SecondFactorProof;
    client?: SessionClient | undefined;
  }): Promise<{ tokens: SessionTokens; email: string } | 'wrong' | 'void'> {
    const { hash, proof, client } = command;
    const now = this.clock.now();
    const challenge = await this.challenges.attempt(hash, now);
    if (challenge === null) return 'void';
    if (!(await this.holds(challenge, proof, now))) return 'wrong';
    await this.challenges.markUsed(hash, now);
    const { accountId } = challenge;
    if (proof.kind === 'recovery-code') await this.mail.notice(accountId, 'recovery.used');
    const tokens = await this.openSession.execute({ accountId, client, secondFactor: true });
    return { tokens, email: (await this.accounts.view(accountId))?.email ?? '' };
  }

  private async holds(challenge: ChallengeRow, proof: SecondFactorProof, now: Date): Promise<boolean> {
    const { accountId, passkeyChallenge } = challenge;
    if (proof.kind === 'recovery-code') return this.recovery.use(accountId, proof.code);
    if (proof.kind === 'totp') return this.takesCode(accountId, proof.code, now);
    const known = await this.factors.passkeys(accountId);
    const answer = await this.ceremonies.verifyAuthentication(proof.response, passkeyChallenge, known);
    if (answer === null) return false;
    await this.factors.notePasskeyUse(answer.passkey.id, answer.signCount, now);
    return true;
  }

  private async takesCode(accountId: string, code: string, now: Date): Promise<boolean> {
    for (const totp of await this.factors.confirmedTotps(accountId)) {
      const step = await this.secrets.stepOf(totp, code);
      if (step !== null) return this.factors.takeStep(totp.id, step, now);
    }
    return false;
  }
}
