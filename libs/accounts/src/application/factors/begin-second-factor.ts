import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids } from '@portolan/platform';
import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { Factors } from '../../persistence/factors/factors';
import { hashMailSecret } from '../mail/account-mail';
import { PasskeyCeremonies } from './kinds/passkey-ceremonies';

const TEN_MINUTES_MS = 600_000;

/** Between the password and the session, for those who have a second factor. */
@Injectable()
export class BeginSecondFactor {
  constructor(
    private readonly factors: Factors,
    private readonly challenges: FactorChallenges,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Does nothing for those who have none. @throws DomainError `second-factor-required` (401) with how to go on. */
  async execute(accountId: string): Promise<void> {
    const kinds = await this.factors.kinds(accountId);
    if (kinds.length === 0) return;
    const challenge = this.ids.secret(32);
    const passkeys = kinds.includes('passkey') ? await this.factors.passkeys(accountId) : [];
    const passkeyOptions = passkeys.length === 0 ? null : await this.ceremonies.authentication(passkeys);
    const createdAt = this.clock.now();
    await this.challenges.add({
      hash: hashMailSecret(challenge),
      accountId,
      purpose: 'sign-in',
      passkeyChallenge: passkeyOptions?.challenge ?? '',
      createdAt,
      expiresAt: new Date(createdAt.getTime() + TEN_MINUTES_MS),
    });
    throw new DomainError(
      'unauthenticated',
      'second-factor-required',
      'The password is right. Send the second factor with this challenge to /v1/auth/second-factor.',
      {
        extra: { challenge, methods: [...kinds, 'recovery-code'], passkeyOptions },
        headers: { 'www-authenticate': 'Bearer realm="portolan"' },
      },
    );
  }
}
