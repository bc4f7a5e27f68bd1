import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../tools/database/embedded-postgres';
import { migrate } from '../../../tools/database/migrate';

/** A database that is thrown away afterwards, migrated. */
export async function startBenchDatabase(): Promise<{
  url: string;
  stop(): Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'portolan-bench-'));
  const server = await startEmbeddedPostgres({ directory, disposable: true });
  await migrate({
    databaseUrl: server.url,
    directory: join(process.cwd(), 'migrations'),
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
