import { Injectable } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import { decodeProtectedHeader } from 'jose';
import { looksLikeApiKey } from '../../domain/api-keys/api-key-token';
import type { PublisherAccess } from '../../domain/permissions';
import { AuthenticateApiKey } from '../api-keys/authenticate-api-key';
import { AuthenticateServiceAccount } from '../machines/authenticate-service-account';
import type { MachinePrincipal } from '../machines/machine-principal';
import { AuthenticateToken, type CurrentSession } from './authenticate-token';

/** Whoever sent a bearer token. */
export interface Principal {
  actor: AccountActor;
  /** Of a machine: the one publisher it acts for and what it may do there. Null for a person, who is asked about by publisher. */
  machine: { publisherId: string; access: PublisherAccess } | null;
  /** Of a person. */
  session: CurrentSession | null;
}

/** Says who sent a bearer token, of whichever kind it is. */
@Injectable()
export class AuthenticateBearer {
  constructor(
    private readonly people: AuthenticateToken,
    private readonly serviceAccounts: AuthenticateServiceAccount,
    private readonly apiKeys: AuthenticateApiKey,
  ) {}

  /** @throws DomainError `token-invalid`, `token-expired`, `session-ended`, `key-revoked`, `api-key-invalid` (all 401). */
  async execute(token: string): Promise<Principal> {
    if (looksLikeApiKey(token)) return ofMachine(await this.apiKeys.execute(token));
    const { alg, typ } = headerOf(token);
    if (typ === 'sa+jwt') return ofMachine(await this.serviceAccounts.byToken(token));
    if (alg === 'RS256') return ofMachine(await this.serviceAccounts.byOwnJwt(token));
    return { ...(await this.people.inSession(token)), machine: null };
  }
}

function ofMachine({ actor, ...machine }: MachinePrincipal): Principal {
  return { actor, machine, session: null };
}

/** What a token says it is, unverified; only which verification it gets depends on it. */
function headerOf(token: string): { alg?: unknown; typ?: unknown } {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return {};
  }
}
