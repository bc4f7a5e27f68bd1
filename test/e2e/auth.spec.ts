import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  SignJWT,
  generateKeyPair,
} from 'jose';
import { aConsumer, api, type Client, PASSWORD } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const DAY = 86_400_000;

describe('signing in', () => {
  let store: TestApp;
  let anonymous: Client;
  beforeAll(async () => {
    store = await startTestApp();
    anonymous = api(store);
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const register = (change: object = {}) =>
    anonymous.post('/v1/auth/register', {
      email: `new-${Math.floor(performance.now() * 1e3)}@example.org`,
      password: PASSWORD,
      displayName: 'Somebody',
      homeMarket: 'DE',
      ...change,
    });
  const logIn = (email: string, password = PASSWORD) => anonymous.post('/v1/auth/login', { email, password });
  const refresh = (refreshToken: string) => anonymous.post('/v1/auth/refresh', { refreshToken });
  const me = (token: string) => api(store, token).get('/v1/me');

  it('registers, logs in, says who I am, changes my profile', async () => {
    const registered = await register({ email: 'Ada@Example.org', displayName: ' Ada  Lovelace ' });
    expect(registered).toMatchObject({
      status: 201,
      body: { email: 'ada@example.org', displayName: 'Ada Lovelace', homeMarket: 'DE', staffRoles: [] },
    });
    const session = await logIn('ADA@example.org');
    expect(session).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 600 } });
    const ada = api(store, session.body.accessToken);
    expect((await ada.get('/v1/me')).body).toEqual(registered.body);
    const changed = await ada.patch('/v1/me', { homeMarket: 'IN' });
    expect(changed).toMatchObject({ status: 200, body: { displayName: 'Ada Lovelace', homeMarket: 'IN' } });
    expect((await ada.get('/v1/me')).body.homeMarket).toBe('IN');
    expect((await ada.patch('/v1/me', { staffRoles: ['admin'] })).status).toBe(400);
    expect((await ada.patch('/v1/me', { displayName: '\u202E' })).body.code).toBe('display-name-invalid');
  });

  it.each([
    ['an address without a domain', { email: 'nobody' }, 422, 'email-invalid'],
    ['a short password', { password: 'short' }, 400, 'request-invalid'],
    ['a long password', { password: 'long enough '.repeat(20) }, 400, 'request-invalid'],
    [
      'the address as password',
      { email: 'grace.hopper@example.org', password: 'Grace.Hopper1' },
      422,
      'password-too-weak',
    ],
    ['a market that is no code', { homeMarket: 'Germany' }, 400, 'request-invalid'],
    ['a member that nobody asked for', { staffRoles: ['admin'] }, 400, 'request-invalid'],
    ['NUL in the name', { displayName: 'a\0b' }, 400, 'request-invalid'],
  ])('refuses to register %s', async (_what, change, status, code) => {
    const answer = await register(change);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses an address that is taken in any spelling', async () => {
    await register({ email: 'taken@example.org' });
    expect(await register({ email: 'Taken@EXAMPLE.org' })).toMatchObject({
      status: 409,
      body: { code: 'email-taken' },
    });
  });

  it('answers the same for a wrong password and an unknown address', async () => {
    const { email } = await aConsumer(store);
    const wrong = await logIn(email, 'not the password');
    const unknown = await logIn('nobody@example.org');
    const malformed = await logIn('no address at all');
    for (const answer of [wrong, unknown, malformed]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect({ ...answer.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    }
  });

  it('takes credentials from the body only', async () => {
    const { email } = await aConsumer(store);
    const query = new URLSearchParams({ email, password: PASSWORD });
    const answer = await anonymous.post(`/v1/auth/login?${query.toString()}`, {});
    expect(answer.status).toBe(400);
    const sessions = await store.database.query(
      'SELECT 1 FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = $1',
      [email],
    );
    expect(sessions).toHaveLength(1);
  });

  it('keeps neither passwords nor tokens nor private keys in readable form', async () => {
    const { refreshToken, email } = await aConsumer(store);
    const [row] = await store.database.query<{ password_hash: string }>(
      'SELECT password_hash FROM account WHERE email = $1',
      [email],
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const dump = JSON.stringify(
      await store.database.query(`SELECT encode(hash, 'escape') AS h FROM refresh_token
        UNION ALL SELECT encode(private_key, 'escape') FROM signing_key UNION ALL SELECT public_jwk::text FROM signing_key`),
    );
    expect(dump).not.toContain(refreshToken);
    expect(dump).not.toContain('"d"');
    expect(dump).not.toContain('Ed25519\\",\\"d');
  });

  it('issues tokens that anybody can check with the published keys', async () => {
    const { token, accountId } = await aConsumer(store);
    const keys = await anonymous.get('/.well-known/jwks.json');
    expect(JSON.stringify(keys.body)).not.toContain('"d"');
    const verified = await jwtVerify(token, createLocalJWKSet(keys.body), { audience: 'portolan' });
    expect(verified.payload).toMatchObject({ sub: accountId, sid: expect.any(String), roles: [] });
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: expect.any(String),
    });
  });

  it('refuses tokens that are foreign, changed, unsigned or expired, on public routes too', async () => {
    const { token } = await aConsumer(store);
    const { privateKey } = await generateKeyPair('EdDSA');
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ ...decodeProtectedHeader(token), alg: 'EdDSA' })
      .sign(privateKey);
    const [, payload] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
    const changed = `${token.slice(0, -4)}AAAA`;
    for (const bad of [forged, unsigned, changed, 'x', 'a.b.c', token.repeat(20)]) {
      for (const path of ['/v1/me', '/health/live']) {
        const answer = await api(store, bad).get(path);
        expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'token-invalid']);
        expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
      }
    }
    store.clock.advance(601_000);
    expect((await me(token)).body.code).toBe('token-expired');
  });

  it('refuses other schemes and no token with a challenge', async () => {
    const sent: Record<string, string>[] = [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }];
    for (const headers of sent) {
      const answer = await anonymous.get('/v1/me', { headers });
      expect([answer.status, answer.body.code]).toEqual([401, 'not-signed-in']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="portolan"');
    }
  });

  it('refreshes, once for each token, and ends the session when one is used again', async () => {
    const first = await aConsumer(store);
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect((await me(second.body.accessToken)).body.email).toBe(first.email);
    const again = await refresh(first.refreshToken);
    expect([again.status, again.body.code]).toEqual([401, 'refresh-token-reused']);
    expect((await refresh(second.body.refreshToken)).body.code).toBe('refresh-token-invalid');
    expect((await me(second.body.accessToken)).body.code).toBe('session-ended');
    expect((await logIn(first.email)).status).toBe(200);
  });

  it('leaves other sessions of the person alone when one ends', async () => {
    const laptop = await aConsumer(store);
    const phone = await logIn(laptop.email);
    expect((await anonymous.post('/v1/auth/logout', { refreshToken: phone.body.refreshToken })).status).toBe(
      204,
    );
    expect((await me(phone.body.accessToken)).body.code).toBe('session-ended');
    expect((await refresh(phone.body.refreshToken)).body.code).toBe('refresh-token-invalid');
    expect((await me(laptop.token)).status).toBe(200);
    expect((await anonymous.post('/v1/auth/logout', { refreshToken: 'unknown' })).status).toBe(204);
  });

  it('ends a session that is not refreshed for 30 days, and any after 180', async () => {
    const start = new Date();
    store.clock.set(start);
    const idle = await aConsumer(store);
    let { refreshToken } = await aConsumer(store);
    store.clock.advance(30 * DAY + 1);
    expect((await refresh(idle.refreshToken)).body.code).toBe('refresh-token-invalid');
    store.clock.set(start);
    for (let day = 25; day < 180; day += 25) {
      store.clock.advance(25 * DAY);
      const next = await refresh(refreshToken);
      expect([day, next.status]).toEqual([day, 200]);
      refreshToken = next.body.refreshToken;
      expect(new Date(next.body.refreshExpiresAt).getTime()).toBeLessThanOrEqual(start.getTime() + 180 * DAY);
    }
    store.clock.set(new Date(start.getTime() + 180 * DAY + 1));
    expect((await refresh(refreshToken)).body.code).toBe('refresh-token-invalid');
  });

  it('signs with a new key after 30 days; tokens of the old key stay good until they expire', async () => {
    const period = 30 * DAY;
    const edge = (Math.floor(Date.now() / period) + 3) * period;
    store.clock.set(new Date(edge - 60_000));
    const { email, token: old } = await aConsumer(store);
    store.clock.set(new Date(edge + 60_000));
    const fresh = (await logIn(email)).body.accessToken as string;
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid);
    expect([(await me(old)).status, (await me(fresh)).status]).toEqual([200, 200]);
    const kids = async (): Promise<string[]> =>
      (await anonymous.get('/.well-known/jwks.json')).body.keys.map((key: { kid: string }) => key.kid);
    expect(await kids()).toEqual(expect.arrayContaining([decodeProtectedHeader(old).kid]));
    store.clock.set(new Date(edge + 541_000));
    expect((await me(old)).body.code).toBe('token-expired');
    store.clock.set(new Date(edge + 3_601_000));
    expect(await kids()).not.toContain(decodeProtectedHeader(old).kid);
  });
});
