import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { ServiceAccountKeys } from '../../persistence/machines/service-account-keys';
import { ServiceAccounts } from '../../persistence/machines/service-accounts';

/** Makes a key useless, and the access tokens that it got, from the next request on. */
@Injectable()
export class RevokeServiceAccountKey {
  constructor(
    private readonly serviceAccounts: ServiceAccounts,
    private readonly keys: ServiceAccountKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `service-account-not-found`, `key-not-found` (404), the latter also when it was revoked before. */
  @Transactional()
  async execute(command: {
    actor: AccountActor;
    publisherId: string;
    serviceAccountId: string;
    keyId: string;
  }): Promise<void> {
    const { actor, publisherId, serviceAccountId, keyId } = command;
    if ((await this.serviceAccounts.lock(publisherId, serviceAccountId)) === null)
      throw notFound('service-account', serviceAccountId);
    const revoked = await this.keys.revoke(serviceAccountId, keyId, this.clock.now());
    if (!revoked) throw notFound('key', keyId);
    await this.audit.record({
      actor,
      action: 'service-account.revoke-key',
      subject: { type: 'publisher', id: publisherId },
      before: { serviceAccountId, keyId },
    });
  }
}
