import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { MOST_KEYS } from '../../domain/machines/service-account-names';
import {
  ServiceAccountKeys,
  type ServiceAccountKeyView,
} from '../../persistence/machines/service-account-keys';
import { ServiceAccounts, type ServiceAccountView } from '../../persistence/machines/service-accounts';
import { AccountMail } from '../mail/account-mail';

/** Stores the public half of a key that is made or read already. */
@Injectable()
export class AddServiceAccountKey {
  constructor(
    private readonly serviceAccounts: ServiceAccounts,
    private readonly keys: ServiceAccountKeys,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    actor: AccountActor;
    publisherId: string;
    serviceAccountId: string;
    keyId: string;
    publicKey: string;
    origin: 'generated' | 'uploaded';
  }): Promise<{ key: ServiceAccountKeyView; account: ServiceAccountView }> {
    const { actor, publisherId, serviceAccountId, keyId, publicKey, origin } = command;
    const account = await this.serviceAccounts.lock(publisherId, serviceAccountId);
    if (account === null) throw notFound('service-account', serviceAccountId);
    if ((await this.keys.countLive(serviceAccountId)) >= MOST_KEYS)
      throw new DomainError(
        'conflict',
        'too-many-keys',
        `A service account has at most ${MOST_KEYS} keys: revoke one first.`,
      );
    const createdAt = this.clock.now();
    const createdBy = actor.accountId;
    await this.keys.add({ id: keyId, serviceAccountId, publicKey, origin, createdBy, createdAt });
    await this.audit.record({
      actor,
      action: 'service-account.add-key',
      subject: { type: 'publisher', id: publisherId },
      after: { serviceAccountId, keyId, origin },
    });
    await this.mail.noticeToOwners(publisherId, 'machine.key', `Service account: ${account.email}`);
    const unused = { lastUsedAt: null, revokedAt: null };
    return { key: { id: keyId, origin, createdAt: createdAt.toISOString(), ...unused }, account };
  }
}
