import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Everything that `npm start` keeps between starts lies here; git ignores it, and deleting it starts anew. */
export const STATE_FOLDER = resolve(process.env.STATE_DIRECTORY || '.portolan');

/** Path of something in the state folder, which is made when it is missing. */
export function statePath(name: string): string {
  mkdirSync(STATE_FOLDER, { recursive: true });
  return join(STATE_FOLDER, name);
}

/** A secret that is made on the first start and kept. */
export function keptSecret(name: string): string {
  const path = statePath(name);
  if (!existsSync(path)) writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}
