import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../../apps/api/src/create-app';
import { describeConfig, loadConfig } from '../../apps/api/src/config/config';
import { buildOpenApi } from '../../apps/api/src/http/openapi';
import { startEmbeddedPostgres } from '../database/embedded-postgres';
import { migrate } from '../database/migrate';
import { dumpSchema } from './schema-dump';

/**
 * Compares the committed `openapi.json` and `schema.sql` with what the code produces, or writes them (`--write`).
 * Migrates down and up again on the way, so that every migration's way back is seen to work.
 */
async function main(): Promise<void> {
  const write = process.argv.includes('--write');
  const directory = join(tmpdir(), `portolan-drift-${process.pid}`);
  const server = await startEmbeddedPostgres({ directory, disposable: true });
  try {
    const migrations = resolve('migrations');
    await migrate({ databaseUrl: server.url, directory: migrations });
    const schema = await dumpSchema(server.url);
    await migrate({ databaseUrl: server.url, directory: migrations, direction: 'down', count: Infinity });
    const left = await dumpSchema(server.url);
    await migrate({ databaseUrl: server.url, directory: migrations });
    const again = await dumpSchema(server.url);
    const openapi = `${JSON.stringify(await describeApi(server.url, directory), null, 2)}\n`;
    const faults = [
      compare('schema.sql', schema, write),
      compare('openapi.json', openapi, write),
      compare('docs/configuration.md', configurationPage(), write),
      again === schema
        ? null
        : 'The migrations do not come to the same schema after going down and up again.',
      left.includes('CREATE TABLE') ? `Migrating down leaves tables behind:\n${left}` : null,
    ].filter((fault) => fault !== null);
    for (const fault of faults) console.error(fault);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function describeApi(databaseUrl: string, filesDirectory: string): Promise<unknown> {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    FILES_DIRECTORY: filesDirectory,
    WORKER: 'none',
    LOG_LEVEL: 'error',
    STRIPE_SECRET_KEY: 'sk_test_drift',
    AUTH_SECRET: 'a secret of tests, long enough to be taken',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_drift',
    STRIPE_WEBHOOK_SECRET: 'whsec_drift',
  });
  const app = await createApp(config);
  const document = buildOpenApi(app);
  await app.close();
  return document;
}

function configurationPage(): string {
  const rows = describeConfig().map(
    ({ name, default: fallback, meaning }) => `| \`${name}\` | ${fallback} | ${meaning} |`,
  );
  return `${['# Configuration', '', 'Every variable of the environment that the API and the worker read. Written by `npm run schema:update`.', '', '| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')}\n`;
}

function compare(file: string, produced: string, write: boolean): string | null {
  if (write) {
    writeFileSync(file, produced);
    return null;
  }
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (committed === produced) return null;
  const wanted = produced.split('\n');
  const line = committed.split('\n').findIndex((text, i) => text !== wanted[i]);
  return `${file} differs from what the code produces, first in line ${line + 1}: run \`npm run schema:update\` and review the change.`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
