import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { ApiKeys } from '../../persistence/api-keys/api-keys';

/** Makes a key useless from the next request on. */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly keys: ApiKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `api-key-not-found` (404), also when it was revoked before. */
  @Transactional()
  async execute(command: { actor: AccountActor; publisherId: string; apiKeyId: string }): Promise<void> {
    const { actor, publisherId, apiKeyId } = command;
    const revoked = await this.keys.revoke(publisherId, apiKeyId, this.clock.now());
    if (!revoked) throw notFound('api-key', apiKeyId);
    await this.audit.record({
      actor,
      action: 'api-key.revoke',
      subject: { type: 'publisher', id: publisherId },
      before: { apiKeyId },
    });
  }
}
