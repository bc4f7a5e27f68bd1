import { Injectable } from '@nestjs/common';
import { Clock, notFound, Transactional } from '@portolan/platform';
import { Factors } from '../../persistence/factors/factors';
import { FactorAdded } from './factor-added';
import { FactorGate, type FactorOwner } from './factor-gate';
import { TotpSecrets } from './kinds/totp-secrets';

/** Takes the first code of an authenticator app. */
@Injectable()
export class ConfirmTotp {
  constructor(
    private readonly factors: Factors,
    private readonly gate: FactorGate,
    private readonly secrets: TotpSecrets,
    private readonly added: FactorAdded,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `factor-not-found` (404), `second-factor-required` (403). */
  @Transactional()
  async execute(command: {
    owner: FactorOwner;
    factorId: string;
    code: string;
  }): Promise<{ recoveryCodes: string[] | null } | 'wrong'> {
    const { owner, factorId, code } = command;
    await this.gate.enter(owner);
    const first = (await this.factors.kinds(owner.accountId)).length === 0;
    const totp = await this.factors.pendingTotp(owner.accountId, factorId);
    if (totp === null) throw notFound('factor', factorId);
    const step = await this.secrets.stepOf(totp, code);
    if (step === null) return 'wrong';
    await this.factors.confirm(factorId, step, this.clock.now());
    return { recoveryCodes: await this.added.settle(owner, { id: factorId, kind: 'totp' }, first) };
  }
}
