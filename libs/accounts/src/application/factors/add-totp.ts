import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids, notFound, Transactional } from '@portolan/platform';
import { parseDisplayName } from '../../domain/display-name';
import { Accounts } from '../../persistence/accounts';
import { Factors } from '../../persistence/factors/factors';
import { CountAttempt } from '../attempts/count-attempt';
import { ForgetAttempts } from '../attempts/forget-attempts';
import { ConfirmTotp } from './confirm-totp';
import { FactorGate, type FactorOwner } from './factor-gate';
import { TotpSecrets } from './kinds/totp-secrets';

export interface NewTotp {
  id: string;
  /** Base32, for typing. */
  secret: string;
  /** `otpauth://`, for scanning. */
  uri: string;
}

/** Adds an authenticator app: a secret first, and a code of it as proof that it arrived. */
@Injectable()
export class AddTotp {
  constructor(
    private readonly accounts: Accounts,
    private readonly factors: Factors,
    private readonly gate: FactorGate,
    private readonly secrets: TotpSecrets,
    private readonly confirmTotp: ConfirmTotp,
    private readonly attempts: CountAttempt,
    private readonly forget: ForgetAttempts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The secret is shown this once. @throws DomainError `second-factor-required` (403), `display-name-invalid` (422). */
  @Transactional()
  async begin(command: { owner: FactorOwner; name: string }): Promise<NewTotp> {
    const { accountId } = command.owner;
    const name = parseDisplayName(command.name);
    await this.gate.enter(command.owner);
    const account = await this.accounts.view(accountId);
    if (account === null) throw notFound('account', accountId);
    const id = this.ids.next();
    const { secret, uri, sealed } = this.secrets.make(id, account.email);
    await this.factors.addPendingTotp({
      id,
      accountId,
      name,
      sealedSecret: sealed,
      createdAt: this.clock.now(),
    });
    return { id, secret, uri };
  }

  /**
   * `recoveryCodes` of the first factor are shown this once; null for a further one.
   * @throws DomainError `too-many-attempts` (429), `factor-not-found` (404), `second-factor-wrong` (422),
   *   `second-factor-required` (403).
   */
  async confirm(command: {
    owner: FactorOwner;
    factorId: string;
    code: string;
    address: string;
  }): Promise<{ recoveryCodes: string[] | null }> {
    const { owner, factorId, code, address } = command;
    await this.attempts.execute({ kind: 'second-factor', subject: owner.accountId, address });
    const outcome = await this.confirmTotp.execute({ owner, factorId, code });
    if (outcome === 'wrong')
      throw new DomainError(
        'invalid',
        'second-factor-wrong',
        'The code is wrong: check the clock of the device.',
      );
    // A success starts the count anew.
    await this.forget.execute({ kind: 'second-factor', subject: owner.accountId });
    return outcome;
  }
}
