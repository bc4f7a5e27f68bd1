import { createSign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure, usage } from './failure';

const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';
/** Signed anew before the store would take it no longer. */
const LIFETIME_SECONDS = 3_000;

/** Who calls: gives the bearer of each request. */
export interface Credentials {
  bearer(): string;
}

interface KeyFile {
  client_email: string;
  private_key: string;
  private_key_id: string;
}

/**
 * `PORTOLAN_KEY`: an API key (`ptk_...`), the path of a service account's key file, or what such a file holds.
 * @throws Failure `usage`.
 */
export async function readCredentials(given: string | undefined): Promise<Credentials> {
  const key = given?.trim() ?? '';
  if (key === '') throw usage('Set PORTOLAN_KEY to an API key (ptk_...) or to the path of a key file.');
  if (key.startsWith('ptk_')) return { bearer: () => key };
  const text = key.startsWith('{') ? key : await readKeyFile(key);
  return signing(parseKeyFile(text));
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // What is neither is most likely a secret in other words: it must not end up in the log of a CI.
    throw usage('PORTOLAN_KEY is no API key (ptk_...), and names no file that can be read.');
  }
}

function parseKeyFile(text: string): KeyFile {
  try {
    const file = JSON.parse(text) as Partial<KeyFile>;
    const { client_email: email, private_key: key, private_key_id: id } = file;
    if (typeof email === 'string' && typeof key === 'string' && typeof id === 'string')
      return { client_email: email, private_key: key, private_key_id: id };
  } catch {
    // Said below.
  }
  throw usage('PORTOLAN_KEY names no key file of a service account.');
}

function signing(file: KeyFile): Credentials {
  let held = { token: '', until: 0 };
  return {
    bearer: () => {
      const now = Math.floor(Date.now() / 1_000);
      if (now >= held.until) held = { token: sign(file, now), until: now + LIFETIME_SECONDS };
      return held.token;
    },
  };
}

/** A JWT as Google's libraries sign it. */
function sign({ client_email: email, private_key: key, private_key_id: kid }: KeyFile, iat: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: email, sub: email, scope: SCOPE, iat, exp: iat + 3_600 };
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`;
  try {
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
  } catch {
    throw new Failure('usage', 'usage', 'The private key of the key file cannot be read.');
  }
}
