import { resolve } from 'node:path';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded-postgres';
import { migrate } from '../database/migrate';
import { statePath } from './state-folder';

export interface ReadyDatabase {
  url: string;
  embedded: boolean;
  /** Whether the demo store has been loaded. */
  seeded: boolean;
  stop: () => Promise<void>;
}

type SeedState = 'none' | 'started' | 'finished';

const DATABASE = 'portolan';
const INTERRUPTED =
  'Loading the demo store into the database of DATABASE_URL was interrupted: empty it and start again.';

/** The database of `DATABASE_URL`, or an embedded one; reachable and with the newest schema. */
export async function prepareDatabase(givenUrl: string | undefined): Promise<ReadyDatabase> {
  return givenUrl === undefined ? prepareEmbedded() : prepareGiven(givenUrl);
}

async function prepareGiven(url: string): Promise<ReadyDatabase> {
  try {
    await ask(url, 'SELECT 1');
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new Error(
      `The database ${host}${pathname} of DATABASE_URL cannot be reached: ${messageOf(error)}`,
      { cause: error },
    );
  }
  const state = await migrateAndLook(url);
  if (state === 'started') throw new Error(INTERRUPTED);
  return { url, embedded: false, seeded: state === 'finished', stop: async () => undefined };
}

async function prepareEmbedded(): Promise<ReadyDatabase> {
  const server = await startEmbeddedPostgres({ directory: statePath('postgres') });
  try {
    const url = await createDatabase(server);
    let state = await migrateAndLook(url);
    if (state === 'started') {
      // Nobody has used a store whose demo was never loaded to the end: begin anew.
      await ask(server.url, `DROP DATABASE ${DATABASE} WITH (FORCE)`);
      state = await migrateAndLook(await createDatabase(server));
    }
    return { url, embedded: true, seeded: state === 'finished', stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function createDatabase(server: EmbeddedPostgres): Promise<string> {
  const found = await ask(server.url, `SELECT FROM pg_database WHERE datname = '${DATABASE}'`);
  if (found.length === 0) await ask(server.url, `CREATE DATABASE ${DATABASE}`);
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  return url.href;
}

async function migrateAndLook(databaseUrl: string): Promise<SeedState> {
  await migrate({ databaseUrl, directory: resolve('migrations') });
  const [run] = await ask<{ finished: boolean }>(
    databaseUrl,
    `SELECT s.finished_at IS NOT NULL AS finished FROM seed_run s WHERE s.name = 'demo'`,
  );
  if (run === undefined) return 'none';
  return run.finished ? 'finished' : 'started';
}

async function ask<Row extends object>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Node reports a refused connection to several addresses as an error with an empty message and a list. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
