import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { timingSafeEqual } from 'node:crypto';
import { prefixOf } from '../../domain/api-keys/api-key-token';
import type { PublisherAccess } from '../../domain/permissions';
import { ApiKeys, type LiveApiKey } from '../../persistence/api-keys/api-keys';
import type { MachinePrincipal } from '../machines/machine-principal';
import { tokenRefusal } from '../tokens/own-tokens';
import { hashApiKey } from './create-api-key';

/** Says whose key a bearer token is. Asked of the database each time: a revoked key is out at once. */
@Injectable()
export class AuthenticateApiKey {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `api-key-invalid` (401): unknown, revoked and expired look alike. */
  async execute(token: string): Promise<MachinePrincipal> {
    const now = this.clock.now();
    const prefix = prefixOf(token);
    const key = prefix === null ? null : await this.keys.findLive(prefix, now);
    if (key === null || !timingSafeEqual(key.hash, hashApiKey(token))) throw refusal();
    return this.use(key, now);
  }

  /** What a key may do that was good before. @throws DomainError `api-key-invalid` (401). */
  async again(id: string): Promise<MachinePrincipal> {
    const now = this.clock.now();
    const key = await this.keys.findLiveById(id, now);
    if (key === null) throw refusal();
    return this.use(key, now);
  }

  private async use(key: LiveApiKey, now: Date): Promise<MachinePrincipal> {
    await this.keys.noteUse(key.id, now);
    return {
      actor: { kind: 'account', accountId: key.id, staffRoles: [], machine: 'api-key' },
      keyId: key.id,
      publisherId: key.publisherId,
      access: accessOf(key),
    };
  }
}

const refusal = () => tokenRefusal('api-key-invalid', 'The API key is unknown, revoked or expired.');

function accessOf({ scopes, appIds }: LiveApiKey): PublisherAccess {
  if (appIds === null) return { roles: [], permissions: scopes, apps: new Map() };
  return { roles: [], permissions: [], apps: new Map(appIds.map((appId) => [appId, scopes])) };
}
