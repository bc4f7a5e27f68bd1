import { Injectable } from '@nestjs/common';
import type { AccountActor, Machine } from '@portolan/platform';
import { decodeProtectedHeader } from 'jose';
import { looksLikeApiKey } from '../../domain/api-keys/api-key-token';
import { AuthenticateApiKey } from '../api-keys/authenticate-api-key';
import { AuthenticateServiceAccount } from '../machines/authenticate-service-account';
import type { MachinePrincipal } from '../machines/machine-principal';
import { AuthenticateToken, type CurrentSession } from './authenticate-token';

/** Whoever sent a bearer token. */
export interface Principal {
  actor: AccountActor;
  /** Of a machine: the one publisher it acts for and what it may do there. Null for a person, who is asked about by publisher. */
  machine: Omit<MachinePrincipal, 'actor'> | null;
  /** Of a person. */
  session: CurrentSession | null;
}

/** What somebody was let in by, to ask later whether it still lets them in. It is no secret, and opens nothing by itself. */
export interface CredentialReference {
  kind: 'session' | Machine;
  /** Of the person or service account; of an API key its own id. */
  accountId: string;
  /** Of the session or the key. */
  id: string;
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

  /**
   * Who was let in before, with what they may do now.
   * @throws DomainError `session-ended`, `key-revoked`, `api-key-invalid` (401): what let them in is good no more.
   */
  async again({ kind, accountId, id }: CredentialReference): Promise<Principal> {
    if (kind === 'api-key') return ofMachine(await this.apiKeys.again(id));
    if (kind === 'service-account') return ofMachine(await this.serviceAccounts.again(accountId, id));
    return { ...(await this.people.again(accountId, id)), machine: null };
  }
}

/** By what a principal was let in. */
export function credentialOf({ actor, machine, session }: Principal): CredentialReference {
  const { accountId } = actor;
  const id = machine?.keyId ?? session?.id;
  if (id === undefined) throw new Error('A principal has a session or is a machine.');
  return { kind: actor.machine ?? 'session', accountId, id };
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
