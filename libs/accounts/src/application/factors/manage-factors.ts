import { Injectable } from '@nestjs/common';
import { AuditLog, notFound, Transactional } from '@portolan/platform';
import { Factors, type FactorView } from '../../persistence/factors/factors';
import { RecoveryCodes } from '../../persistence/factors/recovery-codes';
import { AccountMail } from '../mail/account-mail';
import { FactorGate, type FactorOwner, secondFactorRequired } from './factor-gate';
import { Recovery } from './recovery';

/** Lists and removes one's own second factors, and makes new recovery codes. */
@Injectable()
export class ManageFactors {
  constructor(
    private readonly factors: Factors,
    private readonly codes: RecoveryCodes,
    private readonly gate: FactorGate,
    private readonly recovery: Recovery,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
  ) {}

  async list({ accountId }: FactorOwner): Promise<{ factors: FactorView[]; recoveryCodesLeft: number }> {
    return {
      factors: await this.factors.list(accountId),
      recoveryCodesLeft: await this.codes.countUnused(accountId),
    };
  }

  /** With the last factor the recovery codes go too. @throws DomainError `second-factor-required` (403), `factor-not-found` (404). */
  @Transactional()
  async remove({ owner, factorId }: { owner: FactorOwner; factorId: string }): Promise<void> {
    const { accountId } = owner;
    await this.gate.enter(owner);
    if (!(await this.factors.remove(accountId, factorId))) throw notFound('factor', factorId);
    if ((await this.factors.kinds(accountId)).length === 0) await this.codes.clear(accountId);
    await this.mail.notice(accountId, 'factor.removed');
    await this.record(accountId, 'account.remove-factor', { factorId });
  }

  /** Shown this once; the old ones are void. @throws DomainError `second-factor-required` (403). */
  @Transactional()
  async makeRecoveryCodes({ owner }: { owner: FactorOwner }): Promise<string[]> {
    await this.gate.enter(owner);
    if (!owner.secondFactor) throw secondFactorRequired();
    const codes = await this.recovery.make(owner.accountId);
    await this.mail.notice(owner.accountId, 'recovery.made');
    await this.record(owner.accountId, 'account.make-recovery-codes', {});
    return codes;
  }

  private async record(accountId: string, action: string, before: object): Promise<void> {
    const actor = { kind: 'account', accountId, staffRoles: [] } as const;
    await this.audit.record({ actor, action, subject: { type: 'account', id: accountId }, before });
  }
}
