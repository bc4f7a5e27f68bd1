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

const DATABASE = 'portolan';

/** The database of `DATABASE_URL`, or an embedded one; reachable and with the newest schema. */
export async function prepareDatabase(givenUrl: string | undefined): Promise<ReadyDatabase> {
  const server =
    givenUrl === undefined ? await startEmbedded() : { url: givenUrl, stop: async () => undefined };
  try {
    await assertReachable(server.url);
    await migrate({ databaseUrl: server.url, directory: resolve('migrations') });
    const [row] = await ask<{ seeded: boolean }>(
      server.url,
      `SELECT EXISTS (SELECT FROM seed_run WHERE name = 'demo') AS seeded`,
    );
    return { ...server, embedded: givenUrl === undefined, seeded: row?.seeded ?? false };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function startEmbedded(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory: statePath('postgres') });
  const found = await ask(server.url, `SELECT FROM pg_database WHERE datname = '${DATABASE}'`);
  if (found.length === 0) await ask(server.url, `CREATE DATABASE ${DATABASE}`);
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  return { url: url.href, stop: server.stop };
}

async function assertReachable(databaseUrl: string): Promise<void> {
  try {
    await ask(databaseUrl, 'SELECT 1');
  } catch (error) {
    const { host, pathname } = new URL(databaseUrl);
    throw new Error(
      `The database ${host}${pathname} of DATABASE_URL cannot be reached: ${messageOf(error)}`,
      { cause: error },
    );
  }
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
