import { codeIn, nextMail } from '../support/mail';
import { api, type Answer, aPublisherOwner, PASSWORD } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('rate limits', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp({ RATE_LIMIT: 'true', TRUSTED_PROXIES: '127.0.0.1,::1' });
    store.clock.set(new Date());
  });
  afterAll(() => store.close());

  const register = (email: string) =>
    api(store).post('/v1/auth/register', { email, password: PASSWORD, displayName: 'X', homeMarket: 'DE' });
  const logIn = (email: string, password: string): Promise<Answer> =>
    api(store).post('/v1/auth/login', { email, password });

  it('stops guessing at one account, however it is spelled, and lets the right password in later', async () => {
    await register('guessed@example.org');
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        logIn(i % 2 === 0 ? 'guessed@example.org' : ' GUESSED@example.org', `wrong ${i}`),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([
      ...Array(10).fill(401),
      ...Array(5).fill(429),
    ]);
    const refused = await logIn('guessed@example.org', PASSWORD);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBe(900);
    expect(refused.headers.get('ratelimit-limit')).toBe('10');
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('ratelimit-reset')).toBe('900');
    store.clock.advance(901_000);
    const later = await logIn('guessed@example.org', PASSWORD);
    expect(later.status).toBe(200);
    expect(later.headers.get('ratelimit-remaining')).toBe('9');
  });

  it('forgets the failures of an account when the right password comes', async () => {
    await register('forgetful@example.org');
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 6; i++) expect((await logIn('forgetful@example.org', 'wrong')).status).toBe(401);
      expect((await logIn('forgetful@example.org', PASSWORD)).status).toBe(200);
    }
  });

  it('locks an account for longer the second time, until its owner sets the password anew', async () => {
    const email = 'locked@example.org';
    await register(email);
    const from = { headers: { 'x-forwarded-for': '203.0.113.50' } };
    const tryIn = (password: string) => api(store).post('/v1/auth/login', { email, password }, from);
    const lockOut = async () => {
      for (let i = 0; i < 10; i++) expect((await tryIn('wrong')).status).toBe(401);
      return Number((await tryIn(PASSWORD)).headers.get('retry-after'));
    };
    expect(await lockOut()).toBe(900);
    store.clock.advance(900_000);
    expect(await lockOut()).toBe(1_800);
    await api(store).post('/v1/auth/password/forgot', { email }, from);
    const token = codeIn(await nextMail(store, email, 'Set a new password'));
    const password = 'another lighthouse at sea';
    expect((await api(store).post('/v1/auth/password/reset', { token, password }, from)).status).toBe(204);
    expect((await tryIn(password)).status).toBe(200);
    expect(await lockOut()).toBe(900);
  });

  it('locks nobody out for pages that ask for passkeys', async () => {
    const from = { headers: { 'x-forwarded-for': '203.0.113.60' } };
    for (let i = 0; i < 101; i++)
      expect((await api(store).post('/v1/auth/passkey/options', undefined, from)).status).toBe(200);
    const wrong = { email: 'page@example.org', password: 'wrong' };
    expect((await api(store).post('/v1/auth/login', wrong, from)).status).toBe(401);
  });

  it('takes so many statements of a publisher in an hour, and of others still', async () => {
    const [talker, other] = [await aPublisherOwner(store), await aPublisherOwner(store)];
    const state = async ({ token, publisherId }: typeof talker) =>
      (await api(store, token).post(`/v1/publishers/${publisherId}/statements`, {})).status;
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) statuses.push(await state(talker));
    // Counted before they are read.
    expect(statuses).toEqual([...Array(20).fill(400), 429]);
    expect(await state(other)).toBe(400);
    // Who is not in the team counts for nobody.
    for (let i = 0; i < 3; i++) expect(await state({ ...talker, publisherId: other.publisherId })).toBe(404);
    expect(await state(other)).toBe(400);
  });

  it('stops guessing at many accounts from one network', async () => {
    store.clock.advance(901_000);
    const statuses: number[] = [];
    for (let i = 0; i < 105; i++) statuses.push((await logIn(`account-${i}@example.org`, 'wrong')).status);
    expect(statuses.indexOf(429)).toBe(100);
    expect(statuses.slice(100)).toEqual(Array(5).fill(429));
  });

  it('stops registering in bulk', async () => {
    store.clock.advance(3_601_000);
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) statuses.push((await register(`bulk-${i}@example.org`)).status);
    expect(statuses).toEqual([...Array(30).fill(201), 429]);
  });

  it('stops trying many refresh tokens for one session', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++)
      statuses.push(
        (await api(store).post('/v1/auth/refresh', { refreshToken: `some-session.${i}` })).status,
      );
    expect(statuses).toEqual([...Array(30).fill(401), 429]);
  });

  it('counts the clients behind a trusted proxy one by one', async () => {
    const attempt = (client: string): Promise<Answer> =>
      api(store).post(
        '/v1/auth/login',
        { email: `${client}@example.org`, password: 'wrong' },
        { headers: { 'x-forwarded-for': client } },
      );
    const left = async (client: string) => (await attempt(client)).headers.get('ratelimit-remaining');
    store.clock.advance(901_000);
    for (let i = 0; i < 95; i++) {
      await api(store).post(
        '/v1/auth/login',
        { email: `many-${i}@example.org`, password: 'wrong' },
        { headers: { 'x-forwarded-for': '203.0.113.1' } },
      );
    }
    expect(await left('203.0.113.1')).toBe('4');
    expect(await left('203.0.113.2')).toBe('9');
  });

  it('limits all requests of one network', async () => {
    let last: Answer | undefined;
    for (let i = 0; i < 13 && last?.status !== 429; i++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => api(store).get('/health/live')));
      last = answers.find(({ status }) => status === 429);
    }
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last?.headers.get('ratelimit-limit')).toBe('1200');
  });
});
