import type { AppGrant, KeyFile, Permission } from '@portolan/accounts';
import { importPKCS8, type JWTPayload, SignJWT } from 'jose';
import { api, type Owner } from './people';
import type { TestApp } from './test-app';

export interface TestServiceAccount {
  id: string;
  email: string;
  keyFile: KeyFile;
}

let counter = 0;

/** A new service account of the owner's publisher with a key that the store made. */
export async function aServiceAccount(
  store: TestApp,
  owner: Owner,
  grants: { permissions?: Permission[]; apps?: AppGrant[] },
): Promise<TestServiceAccount> {
  const client = api(store, owner.token);
  const path = `/v1/publishers/${owner.publisherId}/service-accounts`;
  const account = await client.post(path, { name: `robot-${++counter}`, ...grants });
  if (account.status !== 201) throw new Error(`No service account: ${JSON.stringify(account.body)}`);
  const made = await client.post(`${path}/${account.body.id}/keys`, {});
  if (made.status !== 201) throw new Error(`No key: ${JSON.stringify(made.body)}`);
  return { id: account.body.id, email: account.body.email, keyFile: made.body.keyFile };
}

export interface Assertion {
  /** Undefined claims are left out. */
  claims?: JWTPayload;
  header?: { alg?: string; kid?: string | undefined };
  now?: Date;
}

/** What Google's libraries sign: a bearer for the publisher scope unless told otherwise. */
export async function signed(keyFile: KeyFile, assertion: Assertion = {}): Promise<string> {
  const iat = Math.floor((assertion.now ?? new Date()).getTime() / 1_000);
  const { client_email: email, private_key_id: kid } = keyFile;
  const claims: JWTPayload = {
    iss: email,
    sub: email,
    scope: 'https://www.googleapis.com/auth/androidpublisher',
    iat,
    exp: iat + 3_600,
    ...assertion.claims,
  };
  const header = { alg: 'RS256', typ: 'JWT', kid, ...assertion.header };
  if (header.kid === undefined) delete (header as { kid?: string }).kid;
  return new SignJWT(claims).setProtectedHeader(header).sign(await importPKCS8(keyFile.private_key, 'RS256'));
}
