import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import { parseDisplayName } from '../../domain/display-name';
import { Accounts } from '../../persistence/accounts';
import { FactorChallenges } from '../../persistence/factors/factor-challenges';
import { Factors } from '../../persistence/factors/factors';
import { hashMailSecret } from '../mail/account-mail';
import { FactorAdded } from './factor-added';
import { FactorGate, type FactorOwner } from './factor-gate';
import { PasskeyCeremonies, type VerifiedPasskey } from './kinds/passkey-ceremonies';

const FIVE_MINUTES_MS = 300_000;

interface NewPasskey {
  owner: FactorOwner;
  name: string;
  /** The challenge of the options. */
  challenge: string;
  /** What the browser answered. */
  response: object;
}

/** Adds a passkey in the two steps of WebAuthn. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly accounts: Accounts,
    private readonly factors: Factors,
    private readonly challenges: FactorChallenges,
    private readonly gate: FactorGate,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly added: FactorAdded,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Options for the browser, good for five minutes. @throws DomainError `second-factor-required` (403). */
  @Transactional()
  async begin({ owner }: { owner: FactorOwner }): Promise<{ options: { challenge: string } }> {
    const { accountId } = owner;
    await this.gate.enter(owner);
    const account = await this.accounts.view(accountId);
    if (account === null) throw notFound('account', accountId);
    const options = await this.ceremonies.registration(account, await this.factors.passkeys(accountId));
    const createdAt = this.clock.now();
    await this.challenges.add({
      hash: hashMailSecret(options.challenge),
      accountId,
      purpose: 'add-passkey',
      passkeyChallenge: options.challenge,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + FIVE_MINUTES_MS),
    });
    return { options };
  }

  /**
   * Whatever the answer is, the challenge is used up.
   * @throws DomainError `second-factor-required` (403), `passkey-invalid`, `display-name-invalid` (422),
   *   `passkey-exists` (409).
   */
  async finish(command: NewPasskey): Promise<{ id: string; recoveryCodes: string[] | null }> {
    const { owner, challenge, response } = command;
    const name = parseDisplayName(command.name);
    const isGood = await this.challenges.spend(hashMailSecret(challenge), owner.accountId, this.clock.now());
    const passkey = isGood ? await this.ceremonies.verifyRegistration(response, challenge) : null;
    if (passkey === null)
      throw new DomainError(
        'invalid',
        'passkey-invalid',
        'The answer of the passkey does not hold: begin again.',
      );
    return this.add(owner, name, passkey);
  }

  @Transactional()
  private async add(
    owner: FactorOwner,
    name: string,
    passkey: VerifiedPasskey,
  ): Promise<{ id: string; recoveryCodes: string[] | null }> {
    const { accountId } = owner;
    await this.gate.enter(owner);
    const now = this.clock.now();
    const first = (await this.factors.kinds(accountId)).length === 0;
    const id = this.ids.next();
    await this.factors.addPasskey({ id, accountId, name, ...passkey, createdAt: now });
    return { id, recoveryCodes: await this.added.settle(owner, { id, kind: 'passkey' }, first) };
  }
}
