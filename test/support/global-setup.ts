import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../tools/database/migrate';
import { startEmbeddedPostgres } from '../../tools/database/embedded-postgres';
import { type SharedState, TEMPLATE_DATABASE } from './shared-state';

/** One server for the run, and one migrated template that each test file's database is cloned from. */
export default async function globalSetup(): Promise<void> {
  const shared = globalThis as SharedState;
  if (shared.portolanServer !== undefined) return;
  const directory = join(tmpdir(), `portolan-test-${process.pid}`);
  const given = process.env.TEST_DATABASE_URL;
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ directory, disposable: true })
      : { url: given, stop: async () => undefined };
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE_DATABASE} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await client.end();
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await migrate({ databaseUrl: template.href, directory: join(__dirname, '../../migrations') });
  process.env.PORTOLAN_TEST_SERVER = server.url;
  shared.portolanServer = {
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
