import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ManualClock } from '@portolan/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../apps/api/src/create-app';
import { loadConfig } from '../../apps/api/src/config/config';
import { createTestDatabase, type TestDatabase } from './test-database';

export interface TestApp {
  /** `http://127.0.0.1:<port>` */
  url: string;
  app: NestFastifyApplication;
  clock: ManualClock;
  database: TestDatabase;
  filesDirectory: string;
  close(): Promise<void>;
}

/** The whole API over real HTTP on a free port, with a database and a file folder of its own. */
export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), 'portolan-files-'));
  const clock = new ManualClock();
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    FILES_DIRECTORY: filesDirectory,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    STRIPE_SECRET_KEY: 'sk_test_portolan',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_portolan',
    STRIPE_WEBHOOK_SECRET: 'whsec_portolan_test',
    RATE_LIMIT: 'false',
    AUTH_SECRET: 'a secret of tests, long enough to be taken',
    ...environment,
  });
  const app = await createApp(config, { clock });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    app,
    clock,
    database,
    filesDirectory,
    close: async () => {
      await app.close();
      await database.drop();
      await rm(filesDirectory, { recursive: true, force: true });
    },
  };
}
