import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { AppRepository } from '../../persistence/apps/app-repository';
import { TransferRepository, type TransferView } from '../../persistence/transfers/transfer-repository';

const TWO_WEEKS_MS = 14 * 86_400_000;

export interface OfferTransferCommand {
  actor: AccountActor;
  appId: string;
  /** Nobody is told whether there is such a publisher: only its owners can accept. */
  toPublisherId: string;
}

/** Offers an app to another publisher, for two weeks. Nothing changes until that accepts. */
@Injectable()
export class OfferTransfer {
  constructor(
    private readonly apps: AppRepository,
    private readonly transfers: TransferRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `app-not-found` (404), `transfer-to-owner` (422), `transfer-exists` (409). */
  @Transactional()
  async execute({ actor, appId, toPublisherId }: OfferTransferCommand): Promise<TransferView> {
    const app = await this.apps.lock(appId);
    if (app.publisherId === toPublisherId)
      throw new DomainError('invalid', 'transfer-to-owner', 'The app belongs to this publisher already.');
    const offeredAt = this.clock.now();
    const expiresAt = new Date(offeredAt.getTime() + TWO_WEEKS_MS);
    const parties = { fromPublisherId: app.publisherId, toPublisherId };
    const id = this.ids.next();
    await this.transfers.withdrawExpired(appId, offeredAt);
    await this.transfers.add({ id, appId, ...parties, offeredBy: actor.accountId, offeredAt, expiresAt });
    await this.audit.record({
      actor,
      action: 'app.offer-transfer',
      subject: { type: 'app', id: appId },
      after: { transferId: id, ...parties },
    });
    const times = { offeredAt: offeredAt.toISOString(), expiresAt: expiresAt.toISOString() };
    return { id, appId, packageName: app.packageName, ...parties, ...times };
  }
}
