import { aConsumer, api, PASSWORD } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('my sessions', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  const signIn = async (email: string, device: string): Promise<{ token: string; refreshToken: string }> => {
    const { body } = await api(store).post(
      '/v1/auth/login',
      { email, password: PASSWORD },
      { headers: { 'user-agent': device } },
    );
    return { token: body.accessToken as string, refreshToken: body.refreshToken as string };
  };
  const list = async (token: string) => (await api(store, token).get('/v1/me/sessions')).body.data;

  it('are listed with device and last use, this one marked', async () => {
    const { email } = await aConsumer(store);
    const phone = await signIn(email, 'Phone/1.0');
    await signIn(email, 'x'.repeat(1_000));
    const sessions = await list(phone.token);
    expect(sessions).toHaveLength(3);
    const [mine] = sessions.filter(({ current }: { current: boolean }) => current);
    expect(mine).toMatchObject({ device: 'Phone/1.0', address: '127.0.0.1' });
    expect(sessions.map(({ device }: { device: string | null }) => device?.length ?? 0).sort()).toEqual([
      0, 200, 9,
    ]);
    store.clock.set(new Date(Date.now() + 60_000));
    await api(store).post('/v1/auth/refresh', { refreshToken: phone.refreshToken });
    const [first] = await list(phone.token);
    store.clock.release();
    expect(first.current).toBe(true);
    expect(first.lastUsedAt > first.openedAt).toBe(true);
  });

  it('end one by one, mine only', async () => {
    const { email } = await aConsumer(store);
    const phone = await signIn(email, 'Phone');
    const laptop = await signIn(email, 'Laptop');
    const other = await aConsumer(store);
    const [{ id: theirs }] = await list(other.token);
    const sessions = await list(laptop.token);
    const { id } = sessions.find(({ device }: { device: string }) => device === 'Phone');
    const client = api(store, laptop.token);
    expect((await client.delete(`/v1/me/sessions/${theirs}`)).body.code).toBe('session-not-found');
    expect((await client.delete(`/v1/me/sessions/${id}`)).status).toBe(204);
    expect((await client.delete(`/v1/me/sessions/${id}`)).status).toBe(404);
    expect((await api(store, phone.token).get('/v1/me')).body.code).toBe('session-ended');
    expect((await api(store).post('/v1/auth/refresh', { refreshToken: phone.refreshToken })).status).toBe(
      401,
    );
    expect((await api(store, other.token).get('/v1/me')).status).toBe(200);
  });

  it('end all at once, but for this one', async () => {
    const first = await aConsumer(store);
    const phone = await signIn(first.email, 'Phone');
    expect((await api(store, phone.token).post('/v1/me/sessions/end-others')).status).toBe(204);
    expect(await list(phone.token)).toHaveLength(1);
    expect((await api(store, first.token).get('/v1/me')).body.code).toBe('session-ended');
    const events = await store.database.query(
      `SELECT 1 FROM audit_event WHERE action = 'session.close' AND actor_id = $1`,
      [first.accountId],
    );
    expect(events).toHaveLength(1);
  });
});
