import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { API_KEY_DAYS, apiKeyEnd, apiKeyToken, MOST_API_KEYS } from '../../domain/api-keys/api-key-token';
import { parseDisplayName } from '../../domain/display-name';
import { normalisePermissions, type Permission } from '../../domain/permissions';
import { ApiKeys, type ApiKeyView } from '../../persistence/api-keys/api-keys';
import { AccountMail } from '../mail/account-mail';
import { GrantCheck } from '../publishers/grant-check';

export interface CreateApiKeyCommand {
  actor: AccountActor;
  publisherId: string;
  /** 1..100 characters, for people. */
  name: string;
  /** At least one. */
  scopes: readonly Permission[];
  /** At least one; left out: all apps of the publisher. */
  appIds?: readonly string[] | undefined;
  /** 1..366, 90 unless told. */
  days?: number | undefined;
}

/** The hash that a key is kept as. It has 256 random bits, so that a fast hash is enough. */
export function hashApiKey(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Makes a key for scripts. */
@Injectable()
export class CreateApiKey {
  constructor(
    private readonly keys: ApiKeys,
    private readonly grants: GrantCheck,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * `token` is shown this once and kept nowhere.
   * @throws DomainError `display-name-invalid`, `scopes-missing`, `app-grants-invalid`, `app-of-other-publisher` (422),
   *   `too-many-api-keys` (409).
   */
  @Transactional()
  async execute(command: CreateApiKeyCommand): Promise<{ key: ApiKeyView; token: string }> {
    const { actor, publisherId } = command;
    const name = parseDisplayName(command.name);
    const scopes = normalisePermissions(command.scopes);
    if (scopes.length === 0)
      throw new DomainError('invalid', 'scopes-missing', 'A key has at least one scope.');
    const appIds = await this.appsOf(publisherId, scopes, command.appIds);
    const createdAt = this.clock.now();
    if ((await this.keys.countLocked(publisherId, createdAt)) >= MOST_API_KEYS)
      throw new DomainError(
        'conflict',
        'too-many-api-keys',
        `A publisher has at most ${MOST_API_KEYS} keys that are good: revoke one first.`,
      );
    const id = this.ids.next();
    const expiresAt = apiKeyEnd(createdAt, command.days ?? API_KEY_DAYS.default);
    const { prefix, token } = apiKeyToken(Buffer.from(this.ids.secret(8), 'base64url'), this.ids.secret(32));
    const row = { id, publisherId, name, prefix, scopes, appIds, createdAt, expiresAt };
    await this.keys.add({ ...row, hash: hashApiKey(token), createdBy: actor.accountId });
    await this.audit.record({
      actor,
      action: 'api-key.create',
      subject: { type: 'publisher', id: publisherId },
      after: { apiKeyId: id, name, prefix, scopes, appIds, expiresAt },
    });
    await this.mail.noticeToOwners(publisherId, 'machine.key', `API key: ${name} (${prefix})`);
    const times = { createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
    const key = { id, name, prefix, scopes, appIds, ...times, lastUsedAt: null, revokedAt: null };
    return { key, token };
  }

  private async appsOf(
    publisherId: string,
    permissions: Permission[],
    appIds: readonly string[] | undefined,
  ): Promise<string[] | null> {
    if (appIds === undefined) return null;
    const grants = appIds.map((appId) => ({ appId, permissions }));
    return [...(await this.grants.read(publisherId, grants)).keys()];
  }
}
