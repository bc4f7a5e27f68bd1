import { AuthenticateToken, LogIn, PublicKeys, RegisterAccount } from '@portolan/accounts';
import { JobQueue } from '@portolan/platform';
import { decodeProtectedHeader } from 'jose';
import { loadConfig } from '../../../apps/api/src/config/config';
import { createApp } from '../../../apps/api/src/create-app';
import { PASSWORD } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const DAY = 86_400_000;

describe('what expires is forgotten', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  const rows = async (): Promise<Record<string, number>> => {
    const [counts] = await store.database.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM session) AS sessions, (SELECT count(*)::int FROM refresh_token) AS tokens,
              (SELECT count(*)::int FROM signing_key) AS keys, (SELECT count(*)::int FROM attempt_counter) AS counters`,
    );
    return counts ?? {};
  };
  const runUpkeep = async (): Promise<void> => {
    await store.app.get(JobQueue).add('accounts:forget-expired', {});
    for (let i = 0; i < 100; i++) {
      const waiting = await store.database.query('SELECT 1 FROM graphile_worker.jobs');
      if (waiting.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The job did not run.');
  };

  it('only after it is of no use', async () => {
    const start = new Date();
    store.clock.set(start);
    await store.app
      .get(RegisterAccount)
      .execute({ email: 'old@example.org', password: PASSWORD, displayName: 'Old', homeMarket: 'DE' });
    const { accessToken } = await store.app
      .get(LogIn)
      .execute({ email: 'old@example.org', password: PASSWORD });
    await store.database.query(`INSERT INTO attempt_counter VALUES ('spent', 3, $1), ('running', 3, $2)`, [
      new Date(start.getTime() - 1),
      new Date(start.getTime() + 1_000),
    ]);
    await runUpkeep();
    expect(await rows()).toEqual({ sessions: 1, tokens: 1, keys: 1, counters: 1 });
    expect(await store.app.get(AuthenticateToken).execute(accessToken)).toMatchObject({ kind: 'account' });

    store.clock.set(new Date(start.getTime() + 211 * DAY));
    await runUpkeep();
    expect(await rows()).toEqual({ sessions: 0, tokens: 0, keys: 0, counters: 0 });
    expect(await store.app.get(PublicKeys).jwks()).toEqual({ keys: [] });
  });
});

it('a changed AUTH_SECRET makes a new key, and tokens of the old key stay good', async () => {
  const store = await startTestApp();
  const credentials = { email: 'one@example.org', password: PASSWORD };
  await store.app.get(RegisterAccount).execute({ ...credentials, displayName: 'One', homeMarket: 'DE' });
  const old = (await store.app.get(LogIn).execute(credentials)).accessToken;
  const config = loadConfig({
    AUTH_SECRET: 'another secret of more than 32 characters',
    DATABASE_URL: store.database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    WORKER: 'none',
    REQUIRE_SECOND_FACTOR: 'false',
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_12345678',
  });
  const restarted = await createApp(config);
  const fresh = (await restarted.get(LogIn).execute(credentials)).accessToken;
  expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid);
  for (const token of [old, fresh])
    expect(await restarted.get(AuthenticateToken).execute(token)).toMatchObject({ kind: 'account' });
  expect((await restarted.get(PublicKeys).jwks()).keys).toHaveLength(2);
  await restarted.close();
  await store.close();
});
