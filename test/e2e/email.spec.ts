import { aConsumer, aMember, aPublisherOwner, api, type Owner, PASSWORD } from '../support/people';
import { codeIn, mailTo, nextMail } from '../support/mail';
import { startTestApp, type TestApp } from '../support/test-app';

const HOUR = 3_600_000;
const NEW_PASSWORD = 'another lighthouse at sea';

describe('what is proved by mail', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const verify = (token: string) => api(store).post('/v1/auth/email/verify', { token });
  const reset = (token: string, password = NEW_PASSWORD) =>
    api(store).post('/v1/auth/password/reset', { token, password });
  const forgot = (email: string) => api(store).post('/v1/auth/password/forgot', { email });
  const logIn = (email: string, password: string) => api(store).post('/v1/auth/login', { email, password });

  it('confirms an address once, with the code of the newest mail', async () => {
    const { email, token } = await aConsumer(store);
    const me = api(store, token);
    expect((await me.get('/v1/me')).body.emailVerified).toBe(false);
    const first = codeIn(await nextMail(store, email, 'Confirm'));
    expect((await me.post('/v1/auth/email/send-code')).status).toBe(202);
    const second = codeIn(await nextMail(store, email, 'Confirm', 2));
    expect((await verify(first)).body.code).toBe('code-invalid');
    expect((await verify(second)).status).toBe(204);
    expect((await me.get('/v1/me')).body.emailVerified).toBe(true);
    expect((await verify(second)).body.code).toBe('code-invalid');
    expect((await me.post('/v1/auth/email/send-code')).body.code).toBe('email-verified');
  });

  it('sets a forgotten password anew and ends every session', async () => {
    const { email, token, refreshToken } = await aConsumer(store);
    expect((await forgot(email.toUpperCase())).status).toBe(202);
    const code = codeIn(await nextMail(store, email, 'Set a new password'));
    expect((await reset(code, 'password123')).body.code).toBe('password-too-weak');
    expect((await reset(code)).status).toBe(204);
    expect((await reset(code)).body.code).toBe('code-invalid');
    expect((await api(store, token).get('/v1/me')).body.code).toBe('session-ended');
    expect((await api(store).post('/v1/auth/refresh', { refreshToken })).status).toBe(401);
    expect((await logIn(email, PASSWORD)).status).toBe(401);
    const session = await logIn(email, NEW_PASSWORD);
    expect((await api(store, session.body.accessToken).get('/v1/me')).body.emailVerified).toBe(true);
    expect(await nextMail(store, email, 'Security of your account')).toContain('set anew by mail');
  });

  it('answers the same for an address that nobody has, and writes to nobody', async () => {
    const { email } = await aConsumer(store);
    const [known, unknown] = [await forgot(email), await forgot('nobody@example.net')];
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await nextMail(store, email, 'Set a new password');
    expect(await mailTo(store, 'nobody@example.net')).toEqual([]);
  });

  it('takes no code after its time, of another purpose, or made up', async () => {
    const { email } = await aConsumer(store);
    const confirm = codeIn(await nextMail(store, email, 'Confirm'));
    expect((await reset(confirm)).body.code).toBe('code-invalid');
    await forgot(email);
    const code = codeIn(await nextMail(store, email, 'Set a new password'));
    expect((await verify(code)).body.code).toBe('code-invalid');
    store.clock.set(new Date(Date.now() + HOUR + 1_000));
    expect((await reset(code)).body.code).toBe('code-invalid');
    store.clock.set(new Date(Date.now() + 73 * HOUR));
    expect((await verify(confirm)).body.code).toBe('code-invalid');
    expect((await verify('x'.repeat(43))).body.code).toBe('code-invalid');
  });

  it('changes a password for who knows the old one, and keeps this session only', async () => {
    const laptop = await aConsumer(store);
    const phone = (await logIn(laptop.email, PASSWORD)).body.accessToken as string;
    const change = (current: string, password = NEW_PASSWORD) =>
      api(store, laptop.token).post('/v1/me/password', { current, password });
    expect((await change('not the password')).body.code).toBe('password-wrong');
    expect((await change(PASSWORD, laptop.email)).body.code).toBe('password-too-weak');
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await api(store, laptop.token).get('/v1/me')).status).toBe(200);
    expect((await api(store, phone).get('/v1/me')).body.code).toBe('session-ended');
    expect((await logIn(laptop.email, NEW_PASSWORD)).status).toBe(200);
  });

  it('keeps no code readable in the database, and no text once it is sent', async () => {
    const { email } = await aConsumer(store);
    const code = codeIn(await nextMail(store, email, 'Confirm'));
    const rows = await store.database.query(
      `SELECT t::text FROM account_token t UNION ALL SELECT m::text FROM mail_message m
       UNION ALL SELECT e::text FROM audit_event e UNION ALL SELECT payload::text FROM graphile_worker._private_jobs`,
    );
    expect(JSON.stringify(rows)).not.toContain(code);
    const [message] = await store.database.query(
      `SELECT sealed, sent_at IS NOT NULL AS sent FROM mail_message WHERE to_address = $1`,
      [email],
    );
    expect(message).toEqual({ sealed: null, sent: true });
  });

  it('tells the owner of a session whose key was used twice', async () => {
    const { email, refreshToken } = await aConsumer(store);
    await api(store).post('/v1/auth/refresh', { refreshToken });
    await api(store).post('/v1/auth/refresh', { refreshToken });
    expect(await nextMail(store, email, 'Security of your account')).toContain('used a second time');
  });

  describe('invitations', () => {
    let owner: Owner;
    let guests = 0;
    const path = (): string => `/v1/publishers/${owner.publisherId}/invitations`;
    const accept = (body: object, token?: string) =>
      api(store, token).post('/v1/auth/invitations/accept', body);
    const account = { password: PASSWORD, displayName: 'A Guest', homeMarket: 'FR' };
    beforeAll(async () => {
      owner = await aPublisherOwner(store, 'Harbour Games');
    });

    const invite = async (email: string, access: object = { roles: ['viewer'] }) => {
      const answer = await api(store, owner.token).post(path(), { email, ...access });
      expect(answer.status).toBe(201);
      const code = codeIn(await nextMail(store, email, 'Invitation to the team of Harbour Games'));
      return { id: answer.body.id as string, code };
    };
    const newGuest = (): string => `guest-${++guests}@example.org`;

    it('make an account for somebody who has none, confirmed, in the team', async () => {
      const email = newGuest();
      const { code } = await invite(email, { roles: ['finance'] });
      expect((await accept({ token: code })).body.code).toBe('account-missing');
      const joined = await accept({ token: code, account });
      expect(joined).toMatchObject({ status: 200, body: { publisherId: owner.publisherId } });
      const session = await logIn(email, PASSWORD);
      const client = api(store, session.body.accessToken);
      expect((await client.get('/v1/me')).body).toMatchObject({ email, emailVerified: true });
      expect((await client.get('/v1/publishers')).body.data[0]).toMatchObject({ roles: ['finance'] });
      expect((await accept({ token: code, account })).body.code).toBe('code-invalid');
    });

    it('link the account of somebody who has one, and of nobody else', async () => {
      const person = await aConsumer(store);
      const { code } = await invite(person.email);
      expect((await accept({ token: code, account })).body.code).toBe('sign-in-first');
      const other = await aConsumer(store);
      expect((await accept({ token: code }, other.token)).body.code).toBe('invitation-for-another');
      expect((await accept({ token: code }, person.token)).body.accountId).toBe(person.accountId);
      expect((await api(store, person.token).get(`/v1/publishers/${owner.publisherId}`)).status).toBe(200);
    });

    it('are void when withdrawn, expired, or when who invited may not any more', async () => {
      const withdrawn = await invite(newGuest());
      expect((await api(store, owner.token).delete(`${path()}/${withdrawn.id}`)).status).toBe(204);
      expect((await accept({ token: withdrawn.code, account })).body.code).toBe('code-invalid');
      const admin = await aMember(store, owner, 'admin');
      const email = newGuest();
      expect((await api(store, admin.token).post(path(), { email, roles: ['viewer'] })).status).toBe(201);
      const code = codeIn(await nextMail(store, email, 'Invitation'));
      await api(store, owner.token).delete(`/v1/publishers/${owner.publisherId}/members/${admin.accountId}`);
      expect((await accept({ token: code, account })).body.code).toBe('invitation-void');
      const late = await invite(newGuest());
      store.clock.set(new Date(Date.now() + 169 * HOUR));
      expect((await accept({ token: late.code, account })).body.code).toBe('code-invalid');
    });

    it('are one for each address, and of owners by owners', async () => {
      const email = newGuest();
      await invite(email);
      const again = await api(store, owner.token).post(path(), { email, roles: ['viewer'] });
      expect(again.body.code).toBe('invitation-exists');
      const admin = await aMember(store, owner, 'admin');
      const asOwner = await api(store, admin.token).post(path(), { email: newGuest(), roles: ['owner'] });
      expect(asOwner.body.code).toBe('owner-required');
      const listed = await api(store, owner.token).get(path());
      expect(listed.body.data.map((one: { email: string }) => one.email)).toContain(email);
      expect(JSON.stringify(listed.body)).not.toMatch(/hash|token/);
    });
  });
});
