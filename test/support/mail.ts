import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { VerifyEmail } from '@portolan/accounts';
import type { TestApp } from './test-app';

/** Every message to an address that has been sent, oldest first. */
export async function mailTo(store: TestApp, address: string): Promise<string[]> {
  const folder = join(store.filesDirectory, 'mail');
  const names = await readdir(folder).catch(() => []);
  const messages = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => readFile(join(folder, name), 'utf8')),
  );
  return messages.map(unfolded).filter((message) => message.includes(`To: ${address}\n`));
}

/** Waits for the newest message to an address whose subject holds these words. */
export async function nextMail(store: TestApp, address: string, subject: string, count = 1): Promise<string> {
  for (let i = 0; i < 400; i++) {
    const found = (await mailTo(store, address)).filter((message) =>
      new RegExp(`^Subject: .*${subject}`, 'm').test(message),
    );
    const message = found[count - 1];
    if (message !== undefined) return message;
    await wait(50);
  }
  throw new Error(`No mail to ${address} about "${subject}".`);
}

/** The code in a message. */
export function codeIn(message: string): string {
  const code = /Code: (\S+)/.exec(message)?.[1];
  if (code === undefined) throw new Error(`No code in:\n${message}`);
  return code;
}

/** Somebody reads the mail that they were sent at registering, and confirms their address. */
export async function verifyAddress(store: TestApp, address: string): Promise<void> {
  const token = codeIn(await nextMail(store, address, 'Confirm your e-mail address'));
  await store.app.get(VerifyEmail).execute({ token });
}

/** Quoted-printable lines and folded headers, joined. */
function unfolded(message: string): string {
  return message.replace(/\r\n/g, '\n').replace(/=\n/g, '').replace(/=3D/g, '=');
}
