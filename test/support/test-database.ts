import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { TEMPLATE_DATABASE } from './shared-state';

export interface TestDatabase {
  url: string;
  /** Runs SQL directly, for looking at what the code left behind. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A database of this test file's own, cloned from the migrated template in some 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.PORTOLAN_TEST_SERVER;
  if (server === undefined) throw new Error('There is no test server: run this through jest.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Cloning fails while another session clones the same template; the lock lets the workers take turns.
  await administer(server, [
    'SELECT pg_advisory_lock(7001)',
    `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`,
  ]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  // Tests look at many things at once, and one connection answers one question at a time.
  const pool = new Pool({ connectionString: url.href, max: 4 });
  // Dropping the database ends its sessions from outside; that is no fault of the test.
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async <Row>(sql: string, parameters: unknown[] = []) =>
      (await pool.query(sql, parameters)).rows as Row[],
    drop: async () => {
      await pool.end();
      await administer(server, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
    },
  };
}

async function administer(server: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
