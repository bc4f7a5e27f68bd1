import { EnsureFirstAdmin, GetAccount, RegisterAccount } from '@portolan/accounts';
import { loadConfig } from '../../../apps/api/src/config/config';
import { ensureFirstAdmin } from '../../../apps/api/src/auth/first-admin';
import { PASSWORD } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('the first administrator', () => {
  let store: TestApp;
  beforeEach(async () => {
    store = await startTestApp();
  });
  afterEach(() => store.close());

  const config = (environment: Record<string, string> = {}) =>
    loadConfig({
      AUTH_SECRET: 'a secret of at least 32 characters',
      DATABASE_URL: store.database.url,
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_12345678',
      ...environment,
    });

  it('comes from the environment in silence', async () => {
    const given = config({ ADMIN_EMAIL: 'Chief@example.org', ADMIN_PASSWORD: PASSWORD });
    expect(await ensureFirstAdmin(store.app, given)).toBeNull();
    const [row] = await store.database.query<{ id: string }>(`SELECT a.id FROM account a`);
    const account = await store.app.get(GetAccount).execute({ accountId: row?.id ?? '' });
    expect(account).toMatchObject({ email: 'chief@example.org', staffRoles: ['admin'] });
  });

  it('is generated and said once', async () => {
    expect(await ensureFirstAdmin(store.app, config())).toMatch(
      /admin@portolan\.local .* password [\w-]{24} /,
    );
    expect(await ensureFirstAdmin(store.app, config())).toBeNull();
  });

  it('is never somebody who registered the address before', async () => {
    await store.app
      .get(RegisterAccount)
      .execute({ email: 'chief@example.org', password: PASSWORD, displayName: 'Early', homeMarket: 'DE' });
    const attempt = store.app
      .get(EnsureFirstAdmin)
      .execute({ credentials: { email: 'chief@example.org', password: PASSWORD } });
    await expect(attempt).rejects.toMatchObject({ code: 'email-taken' });
    expect(await store.database.query('SELECT 1 FROM staff_role')).toEqual([]);
  });

  it('gets no weak password', async () => {
    const attempt = store.app
      .get(EnsureFirstAdmin)
      .execute({ credentials: { email: 'chief@example.org', password: 'password2026' } });
    await expect(attempt).rejects.toMatchObject({ code: 'password-too-weak' });
  });
});
