import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runningServerUrl } from '../database/embedded-postgres';
import { prepareDatabase } from '../start/database';
import { keptSecret, statePath } from '../start/state-folder';

/**
 * `npm run import:fdroid`: the import with the database of DATABASE_URL, or with the embedded one of `npm start`, whether
 * it runs just now or not.
 */
async function main(): Promise<number> {
  const running = process.env.DATABASE_URL ? null : await runningServerUrl(statePath('postgres'));
  const database =
    running === null
      ? await prepareDatabase(process.env.DATABASE_URL || undefined)
      : { url: databaseIn(running), stop: async () => undefined };
  try {
    return await runImport(database.url);
  } finally {
    await database.stop();
  }
}

function databaseIn(serverUrl: string): string {
  const url = new URL(serverUrl);
  url.pathname = '/portolan';
  return url.href;
}

function runImport(databaseUrl: string): Promise<number> {
  const file = join(__dirname, '../../apps/api/src/imports/fdroid/main.js');
  const child = spawn(process.execPath, [file, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: process.env.AUTH_SECRET || keptSecret('auth-secret'),
      FILES_DIRECTORY: process.env.FILES_DIRECTORY || statePath('files'),
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
      STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY || 'sk_test_imports_move_no_money',
      STRIPE_PUBLISHABLE_KEY: process.env.STRIPE_PUBLISHABLE_KEY || 'pk_test_imports_move_no_money',
      STRIPE_WEBHOOK_SECRET: process.env.STRIPE_WEBHOOK_SECRET || 'whsec_imports_move_no_money',
    },
  });
  // The child hears of Ctrl-C itself and stops behind a whole batch; we wait for it.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
