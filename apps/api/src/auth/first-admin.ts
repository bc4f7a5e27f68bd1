import type { INestApplicationContext } from '@nestjs/common';
import { EnsureFirstAdmin } from '@portolan/accounts';
import type { AppConfig } from '../config/config';

/**
 * For the start of a process: makes the first administrator if there is none, from ADMIN_EMAIL and ADMIN_PASSWORD or
 * with a generated password. Returns what to print, once, or null when there is nothing to say.
 */
export async function ensureFirstAdmin(
  app: INestApplicationContext,
  config: AppConfig,
): Promise<string | null> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = config;
  const credentials = email !== undefined && password !== undefined ? { email, password } : undefined;
  const made = await app.get(EnsureFirstAdmin).execute({ credentials });
  if (made === null || made.generatedPassword === null) return null;
  return `The first administrator is ${made.email} with the password ${made.generatedPassword} (it is not shown again).`;
}
