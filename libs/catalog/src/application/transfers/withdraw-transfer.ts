import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { TransferRepository } from '../../persistence/transfers/transfer-repository';

/** Takes an offer back. */
@Injectable()
export class WithdrawTransfer {
  constructor(
    private readonly apps: AppRepository,
    private readonly transfers: TransferRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `app-not-found`, `transfer-not-found` (404). */
  @Transactional()
  async execute(command: { actor: AccountActor; appId: string; transferId: string }): Promise<void> {
    const { actor, appId, transferId } = command;
    await this.apps.lock(appId);
    if (!(await this.transfers.withdraw(transferId, appId, this.clock.now())))
      throw notFound('transfer', transferId);
    await this.audit.record({
      actor,
      action: 'app.withdraw-transfer',
      subject: { type: 'app', id: appId },
      before: { transferId },
    });
  }
}
