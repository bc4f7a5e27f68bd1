import { runMigrations as runJobQueueMigrations } from 'graphile-worker';
import { runner } from 'node-pg-migrate';
import { Client } from 'pg';

export interface MigrateOptions {
  databaseUrl: string;
  /** The folder of `NNNN_name.sql` files, each with `-- Up Migration` and `-- Down Migration`. */
  directory: string;
  direction?: 'up' | 'down';
  /** How many steps; all for `up`, one for `down`, when left out. */
  count?: number;
  log?: (message: string) => void;
}

/** Brings the schema to the newest version (or back). Two processes that start at once wait for each other. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const direction = options.direction ?? 'up';
  const log = options.log ?? (() => undefined);
  if (direction === 'up')
    await runJobQueueMigrations({ connectionString: options.databaseUrl, noHandleSignals: true });
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  try {
    const applied = await runner({
      dbClient: client,
      dir: options.directory,
      direction,
      count: options.count ?? (direction === 'up' ? Infinity : 1),
      migrationsTable: 'schema_migration',
      singleTransaction: true,
      checkOrder: true,
      advisoryLockMode: 'wait',
      verbose: false,
      logger: { debug: log, info: log, warn: log, error: log },
    });
    return applied.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
