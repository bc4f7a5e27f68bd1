import { ACCOUNT_ID } from '../world/resources';
import type { Caller } from './endpoint';
import { badRequest } from './stripe-problem';

const SECRET = /^(sk|rk)_test_[A-Za-z0-9_]{4,200}$/;
const PUBLISHABLE = /^pk_test_[A-Za-z0-9_]{4,200}$/;

/**
 * Who calls: every test key belongs to the sandbox's one account. `Authorization: Bearer` or Basic
 * with the key as the user name; a card page may send its publishable key as the parameter `key`.
 * @throws StripeProblem 401 without a test key, 403 for another account
 */
export function authenticate(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  keyParameter: string | undefined,
): Caller {
  const key = keyOf(headers.authorization) ?? keyParameter;
  if (key === undefined)
    throw badRequest(401, 'No API key was given. Send `Authorization: Bearer sk_test_...`.');
  const account = headers['stripe-account'];
  if (account !== undefined && account !== ACCOUNT_ID) {
    throw badRequest(
      403,
      `The key has no access to the account '${String(account).slice(0, 60)}'.`,
      'account_invalid',
    );
  }
  if (SECRET.test(key)) return 'secret';
  if (PUBLISHABLE.test(key)) return 'publishable';
  throw badRequest(401, `Invalid API key: ${key.slice(0, 8)}***. The sandbox takes test keys only.`);
}

function keyOf(authorization: string | string[] | undefined): string | undefined {
  if (typeof authorization !== 'string') return undefined;
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0];
}
