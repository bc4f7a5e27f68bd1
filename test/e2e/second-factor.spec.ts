import { generate } from 'otplib';
import { SoftwareAuthenticator } from '../support/authenticator';
import { nextMail } from '../support/mail';
import {
  aConsumer,
  aMember,
  aPublisherOwner,
  aStaffMember,
  api,
  type Answer,
  PASSWORD,
  type Person,
} from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const ORIGIN = 'https://account.store.example';
const STEP = 30_000;

describe('a second factor', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp({ ACCOUNT_PAGES_URL: `${ORIGIN}/pages` });
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const codeOf = (secret: string): Promise<string> =>
    generate({ secret, epoch: Math.floor(store.clock.now().getTime() / 1_000) });
  const logIn = (email: string) => api(store).post('/v1/auth/login', { email, password: PASSWORD });
  const prove = (challenge: string, proof: object): Promise<Answer> =>
    api(store).post('/v1/auth/second-factor', { challenge, proof });

  /** Adds an authenticator app; time then stands still one step later, so that the next code is another. */
  const withTotp = async (person: Person) => {
    store.clock.set(new Date());
    const client = api(store, person.token);
    const begun = await client.post('/v1/me/factors/totp', { name: 'My phone' });
    expect(begun.status).toBe(201);
    const { id, secret } = begun.body as { id: string; secret: string };
    const done = await client.post(`/v1/me/factors/totp/${id}/confirm`, { code: await codeOf(secret) });
    expect(done.status).toBe(200);
    store.clock.advance(STEP);
    return { id, secret, codes: done.body.recoveryCodes as string[] };
  };

  it('is asked for after the password once it is proved, and a code works once', async () => {
    const person = await aConsumer(store);
    const { secret, codes } = await withTotp(person);
    expect(codes).toHaveLength(10);
    const asked = await logIn(person.email);
    expect(asked).toMatchObject({
      status: 401,
      body: { code: 'second-factor-required', methods: ['totp', 'recovery-code'], passkeyOptions: null },
    });
    const code = await codeOf(secret);
    const session = await prove(asked.body.challenge, { kind: 'totp', code });
    expect(session).toMatchObject({ status: 200, body: { tokenType: 'Bearer' } });
    expect((await api(store, session.body.accessToken).get('/v1/me')).body.email).toBe(person.email);
    expect((await prove(asked.body.challenge, { kind: 'totp', code })).body.code).toBe('challenge-invalid');
    const again = await logIn(person.email);
    expect((await prove(again.body.challenge, { kind: 'totp', code })).body.code).toBe('second-factor-wrong');
  });

  it('asks for nothing while it is not proved', async () => {
    const person = await aConsumer(store);
    const client = api(store, person.token);
    const begun = await client.post('/v1/me/factors/totp', { name: 'My phone' });
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Portolan:.*secret=/);
    const wrong = await client.post(`/v1/me/factors/totp/${begun.body.id}/confirm`, { code: '000000' });
    expect(wrong.body.code).toBe('second-factor-wrong');
    expect((await logIn(person.email)).status).toBe(200);
    expect((await client.get('/v1/me/factors')).body).toEqual({ factors: [], recoveryCodesLeft: 0 });
  });

  it('ends the sessions that were opened without it, and tells its owner', async () => {
    const person = await aConsumer(store);
    const old = (await logIn(person.email)).body.accessToken as string;
    await withTotp(person);
    expect((await api(store, old).get('/v1/me')).body.code).toBe('session-ended');
    expect((await api(store, person.token).get('/v1/me')).status).toBe(200);
    expect(await nextMail(store, person.email, 'Security of your account')).toContain(
      'second factor was added',
    );
  });

  it('gives five tries a challenge, and ten in a quarter of an hour', async () => {
    const person = await aConsumer(store);
    const { secret } = await withTotp(person);
    const statuses: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { challenge } = (await logIn(person.email)).body as { challenge: string };
      for (let i = 0; i < 5; i++)
        statuses.push((await prove(challenge, { kind: 'totp', code: '000000' })).body.code as string);
    }
    expect(statuses.filter((code) => code === 'second-factor-wrong')).toHaveLength(10);
    expect(statuses.filter((code) => code === 'too-many-attempts')).toHaveLength(5);
    store.clock.advance(901_000);
    const { challenge } = (await logIn(person.email)).body as { challenge: string };
    for (let i = 0; i < 5; i++) await prove(challenge, { kind: 'totp', code: '000000' });
    const code = await codeOf(secret);
    expect((await prove(challenge, { kind: 'totp', code })).body.code).toBe('challenge-invalid');
  });

  it('can be replaced by a recovery code, once each', async () => {
    const person = await aConsumer(store);
    const { codes } = await withTotp(person);
    const [first = ''] = codes;
    const use = async () =>
      prove((await logIn(person.email)).body.challenge, { kind: 'recovery-code', code: first.toUpperCase() });
    const session = await use();
    expect(session.status).toBe(200);
    expect((await use()).body.code).toBe('second-factor-wrong');
    const client = api(store, session.body.accessToken);
    expect((await client.get('/v1/me/factors')).body.recoveryCodesLeft).toBe(9);
    const made = await client.post('/v1/me/factors/recovery-codes');
    expect(made.body.recoveryCodes).toHaveLength(10);
    const [, second = ''] = codes;
    const old = await prove((await logIn(person.email)).body.challenge, {
      kind: 'recovery-code',
      code: second,
    });
    expect(old.body.code).toBe('second-factor-wrong');
  });

  it('is a passkey as well', async () => {
    const person = await aConsumer(store);
    const key = new SoftwareAuthenticator(ORIGIN);
    const client = api(store, person.token);
    const begin = async () =>
      (await client.post('/v1/me/factors/passkey-options')).body.options as { challenge: string; rp: object };
    const options = await begin();
    expect(options.rp).toMatchObject({ id: 'account.store.example' });
    const add = (response: object, of: string) =>
      client.post('/v1/me/factors/passkeys', { name: 'My key', challenge: of, response });
    const elsewhere = new SoftwareAuthenticator('https://account.store.example.evil.example');
    const { challenge: refused } = options;
    expect((await add(elsewhere.register(refused), refused)).body.code).toBe('passkey-invalid');
    // An answer that does not hold uses the challenge up, too.
    expect((await add(key.register(refused), refused)).body.code).toBe('passkey-invalid');
    const { challenge: other } = await begin();
    expect((await add(key.register((await begin()).challenge), other)).body.code).toBe('passkey-invalid');
    const { challenge } = await begin();
    const stranger = api(store, (await aConsumer(store)).token);
    const theirs = { name: 'Mine', challenge, response: key.register(challenge) };
    expect((await stranger.post('/v1/me/factors/passkeys', theirs)).body.code).toBe('passkey-invalid');
    const both = await Promise.all([1, 2].map(() => add(key.register(challenge), challenge)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    const added = both.find(({ status }) => status === 201);
    expect(added?.body.recoveryCodes).toHaveLength(10);
    expect((await add(key.register(challenge), challenge)).body.code).toBe('passkey-invalid');

    const asked = await logIn(person.email);
    expect(asked.body.methods).toEqual(['passkey', 'recovery-code']);
    const forged = new SoftwareAuthenticator(ORIGIN).authenticate(asked.body.passkeyOptions.challenge);
    expect((await prove(asked.body.challenge, { kind: 'passkey', response: forged })).status).toBe(401);
    const response = key.authenticate(asked.body.passkeyOptions.challenge);
    const session = await prove(asked.body.challenge, { kind: 'passkey', response });
    expect(session.status).toBe(200);
    const next = await logIn(person.email);
    const replayed = await prove(next.body.challenge, { kind: 'passkey', response });
    expect(replayed.body.code).toBe('second-factor-wrong');
  });

  it('is changed only by who proved it in this session', async () => {
    const person = await aConsumer(store);
    const { id } = await withTotp(person);
    const mine = api(store, person.token);
    await store.database.query('UPDATE session SET second_factor_at = NULL WHERE account_id = $1', [
      person.accountId,
    ]);
    for (const answer of [
      await mine.delete(`/v1/me/factors/${id}`),
      await mine.post('/v1/me/factors/totp', { name: 'Thief' }),
      await mine.post('/v1/me/factors/passkey-options'),
      await mine.post('/v1/me/factors/recovery-codes'),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'second-factor-required']);
    await store.database.query('UPDATE session SET second_factor_at = now() WHERE account_id = $1', [
      person.accountId,
    ]);
    const other = await aConsumer(store);
    expect((await api(store, other.token).delete(`/v1/me/factors/${id}`)).body.code).toBe('factor-not-found');
    expect((await mine.delete(`/v1/me/factors/${id}`)).status).toBe(204);
    expect((await logIn(person.email)).status).toBe(200);
  });
});

describe('the policy that staff and owners have a second factor', () => {
  let store: TestApp;
  beforeAll(async () => {
    // Founding and staffing happen before: the policy is about what they do afterwards.
    store = await startTestApp({ REQUIRE_SECOND_FACTOR: 'true' });
  });
  afterAll(() => store.close());

  const enrol = async (token: string): Promise<void> => {
    const client = api(store, token);
    const { id, secret } = (await client.post('/v1/me/factors/totp', { name: 'App' })).body as Record<
      string,
      string
    >;
    const code = await generate({
      secret: secret ?? '',
      epoch: Math.floor(store.clock.now().getTime() / 1_000),
    });
    expect((await client.post(`/v1/me/factors/totp/${id}/confirm`, { code })).status).toBe(200);
  };

  it('lets staff in only with one, which they add themselves', async () => {
    const admin = await aStaffMember(store, 'admin');
    const client = api(store, admin.token);
    expect((await client.get('/v1/ops/staff')).body.code).toBe('second-factor-required');
    await enrol(admin.token);
    expect((await client.get('/v1/ops/staff')).status).toBe(200);
  });

  it('asks owners and leaves members below and consumers alone', async () => {
    const owner = await aPublisherOwner(store);
    const path = `/v1/publishers/${owner.publisherId}`;
    expect((await api(store, owner.token).get(path)).body.code).toBe('second-factor-required');
    await enrol(owner.token);
    expect((await api(store, owner.token).get(path)).status).toBe(200);
    const viewer = await aMember(store, owner, 'viewer');
    expect((await api(store, viewer.token).get(path)).status).toBe(200);
    expect((await api(store, viewer.token).get('/v1/orders')).status).toBe(200);
  });
});
