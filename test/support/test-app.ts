import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ManualClock } from '@portolan/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../apps/api/src/create-app';
import { loadConfig } from '../../apps/api/src/config/config';
import { type RunningSandbox, startStripeSandbox } from '../../apps/stripe-sandbox/src';
import { createTestDatabase, type TestDatabase } from './test-database';

export interface TestApp {
  /** `http://127.0.0.1:<port>` */
  url: string;
  app: NestFastifyApplication;
  clock: ManualClock;
  database: TestDatabase;
  filesDirectory: string;
  /** What it was configured by. */
  environment: Record<string, string>;
  /** The local Stripe that this app talks to, and that tells it what happens. */
  stripe: RunningSandbox;
  close(): Promise<void>;
}

/** The whole API over real HTTP on a free port, with a database, a file folder and a local Stripe of its own. */
export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), 'portolan-files-'));
  const clock = new ManualClock();
  const stripe = await startStripeSandbox();
  const configured = {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    FILES_DIRECTORY: filesDirectory,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: stripe.publishableKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_BASE: stripe.url,
    RATE_LIMIT: 'false',
    MAIL_DIRECTORY: join(filesDirectory, 'mail'),
    REQUIRE_SECOND_FACTOR: 'false',
    AUTH_SECRET: 'a secret of tests, long enough to be taken',
    ...environment,
  };
  const app = await createApp(loadConfig(configured), { clock });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  stripe.control.setWebhook(`${url}/v1/webhooks/stripe`);
  return {
    url,
    app,
    clock,
    database,
    filesDirectory,
    environment: configured,
    stripe,
    close: async () => {
      await stripe.close();
      await app.close();
      await database.drop();
      await rm(filesDirectory, { recursive: true, force: true });
    },
  };
}
