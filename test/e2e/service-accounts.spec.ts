import { CreateApp } from '@portolan/catalog';
import { exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { aServiceAccount, signed, type TestServiceAccount } from '../support/machines';
import { aMember, aPublisherOwner, api, type Answer, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const GOOGLE = 'https://oauth2.googleapis.com/token';

describe('service accounts', () => {
  let store: TestApp;
  let owner: Owner;
  let apps: [string, string];
  let robot: TestServiceAccount;
  const accounts = (): string => `/v1/publishers/${owner.publisherId}/service-accounts`;

  beforeAll(async () => {
    store = await startTestApp({ STORE_DOMAIN: 'store.example', RATE_LIMIT: 'false' });
    owner = await aPublisherOwner(store);
    apps = [await makeApp('org.example.one'), await makeApp('org.example.two')];
    robot = await aServiceAccount(store, owner, { permissions: ['apps:read', 'listings:write'] });
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const makeApp = async (packageName: string): Promise<string> => {
    const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
    const { publisherId } = owner;
    const wish = { packageName, defaultLocale: 'en', category: 'app/tools', pricing: 'free' } as const;
    return (await store.app.get(CreateApp).execute({ publisherId, actor, ...wish })).id;
  };
  const ask = (token: string, appId = apps[0]): Promise<Answer> => api(store, token).get(`/v1/apps/${appId}`);
  const tokenCall = (fields: Record<string, string>, path = '/token'): Promise<Answer> =>
    api(store).call('POST', path, {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const exchange = (assertion: string, path?: string): Promise<Answer> =>
    tokenCall({ grant_type: GRANT, assertion }, path);
  const grantFor = (aud: string) => ({ claims: { aud, sub: undefined }, header: { kid: undefined } });

  it('come with a key file as Google’s libraries read it, shown once', async () => {
    expect(robot.keyFile).toEqual({
      type: 'service_account',
      project_id: `publisher-${owner.publisherId.slice(-12)}`,
      private_key_id: expect.stringMatching(/^[0-9a-f]{40}$/),
      private_key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
      client_email: robot.email,
      client_id: expect.stringMatching(/^\d{21}$/),
      auth_uri: expect.any(String),
      token_uri: expect.stringMatching(/\/token$/),
      universe_domain: 'store.example',
    });
    expect(robot.email).toMatch(/^robot-\d+@publisher-[0-9a-f]{12}\.iam\.store\.example$/);
    const listed = await api(store, owner.token).get(`${accounts()}/${robot.id}/keys`);
    expect(listed.body.data).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain('PRIVATE');
    const kept = JSON.stringify([
      await store.database.query('SELECT * FROM service_account_key'),
      await store.database.query('SELECT * FROM audit_event'),
    ]);
    expect(kept).not.toContain('PRIVATE');
    expect(kept).not.toContain(robot.keyFile.private_key.split('\n')[3]);
  });

  it.each([
    ['a scope', {}],
    [
      'the address of the API for the domain',
      { scope: undefined, aud: 'https://androidpublisher.store.example/' },
    ],
  ])('are let in by a JWT that they signed for %s', async (_what, claims) => {
    expect((await ask(await signed(robot.keyFile, { claims }))).status).toBe(200);
  });

  it.each([
    ['is for another API', { scope: 'https://www.googleapis.com/auth/drive' }],
    ['is for the token endpoint', { aud: GOOGLE }],
    ['is for nothing', { scope: undefined }],
    ['speaks for somebody else', { sub: 'somebody@else.example' }],
    ['names another issuer', { iss: 'robot@publisher-000000000000.iam.store.example' }],
    ['lives longer than an hour', { exp: Math.floor(Date.now() / 1_000) + 4_000 }],
    ['never ends', { exp: undefined }],
  ])('are refused when their JWT %s', async (_what, claims) => {
    const answer = await ask(await signed(robot.keyFile, { claims }));
    expect([answer.status, answer.body.code]).toEqual([401, 'token-invalid']);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('are refused when the JWT is signed with another key, another algorithm or names another key', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const forged = await signed({ ...robot.keyFile, private_key: await exportPKCS8(privateKey) });
    const other = await signed(robot.keyFile, { header: { kid: '0'.repeat(40) } });
    const hmac = await new SignJWT({ iss: robot.email, sub: robot.email })
      .setProtectedHeader({ alg: 'HS256', kid: robot.keyFile.private_key_id })
      .sign(Buffer.from(robot.keyFile.private_key_id));
    for (const bad of [forged, other, hmac, `${await signed(robot.keyFile)}x`])
      expect((await ask(bad)).body.code).toBe('token-invalid');
  });

  it.each([
    ['/token', 'https://oauth2.googleapis.com/token'],
    ['/oauth2/v4/token', 'https://www.googleapis.com/oauth2/v4/token'],
  ])('get an access token at %s without naming their key', async (path, aud) => {
    const answer = await exchange(await signed(robot.keyFile, grantFor(aud)), path);
    expect(answer).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await ask(answer.body.access_token)).status).toBe(200);
    store.clock.advance(3_601_000);
    expect((await ask(answer.body.access_token)).body.code).toBe('token-expired');
  });

  it('may ask for two minutes that began a minute ago, and not with a clock that is wrong', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const at = async (iat: number, exp: number) =>
      (await exchange(await signed(robot.keyFile, { claims: { aud: GOOGLE, sub: undefined, iat, exp } })))
        .status;
    expect(await at(now - 60, now + 60)).toBe(200);
    expect(await at(now + 300, now + 600)).toBe(400);
    expect(await at(now - 900, now - 300)).toBe(400);
  });

  it.each<[string, Record<string, string>, string]>([
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['no grant', { assertion: 'x' }, 'invalid_request'],
    ['no assertion', { grant_type: GRANT }, 'invalid_grant'],
    ['what is no JWT', { grant_type: GRANT, assertion: 'a.b.c' }, 'invalid_grant'],
  ])('are told in OAuth’s words what is wrong with %s', async (_what, fields, error) => {
    const answer = await tokenCall(fields);
    expect([answer.status, answer.body]).toEqual([400, { error, error_description: expect.any(String) }]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('get no token for another audience or scope, nor from a stranger, and strangers learn nothing', async () => {
    const wrong = await exchange(
      await signed(robot.keyFile, { claims: { aud: 'https://elsewhere.example/token' } }),
    );
    expect(wrong.body.error).toBe('invalid_grant');
    const scope = await exchange(await signed(robot.keyFile, { claims: { aud: GOOGLE, scope: 'openid' } }));
    expect(scope.body.error).toBe('invalid_scope');
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const strange = { ...robot.keyFile, private_key: await exportPKCS8(privateKey) };
    const known = await exchange(await signed(strange, grantFor(GOOGLE)));
    const unknown = await exchange(
      await signed({ ...strange, client_email: 'nobody@publisher-0.iam.store.example' }, grantFor(GOOGLE)),
    );
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  });

  it('take no JSON at the token endpoint, and forms nowhere else', async () => {
    const json = await api(store).post('/token', { grant_type: GRANT });
    expect(json.body.error).toBe('invalid_grant');
    const form = { raw: 'email=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await api(store).call('POST', '/v1/auth/login', form)).status).toBe(415);
  });

  it('do what they were permitted, in every app or in one, and no more', async () => {
    const listing = { title: 'One', shortDescription: '', fullDescription: '' };
    const everywhere = api(store, await signed(robot.keyFile));
    expect((await everywhere.put(`/v1/apps/${apps[0]}/listings/en`, listing)).status).toBe(200);
    const refused = await everywhere.patch(`/v1/apps/${apps[0]}`, { category: 'app/game' });
    expect([refused.status, refused.body.code]).toEqual([403, 'permission-required']);

    const single = await aServiceAccount(store, owner, {
      apps: [{ appId: apps[1], permissions: ['apps:read', 'listings:write'] }],
    });
    const one = api(store, await signed(single.keyFile));
    expect((await one.put(`/v1/apps/${apps[1]}/listings/en`, listing)).status).toBe(200);
    expect((await one.put(`/v1/apps/${apps[0]}/listings/en`, listing)).body.code).toBe('permission-required');
    const listed = await one.get(`/v1/publishers/${owner.publisherId}/apps`);
    expect(listed.body.data.map((app: { id: string }) => app.id)).toEqual([apps[1]]);
    expect((await one.get(`/v1/publishers/${owner.publisherId}`)).status).toBe(200);
    const [event] = await store.database.query(
      `SELECT actor_kind, actor_id FROM audit_event WHERE action = 'listing.put' ORDER BY at DESC LIMIT 1`,
    );
    expect(event).toEqual({ actor_kind: 'service-account', actor_id: single.id });
  });

  it('are nobody outside their publisher, and no person within', async () => {
    const stranger = await aPublisherOwner(store);
    const everything = await aServiceAccount(store, stranger, { permissions: ['apps:read', 'apps:write'] });
    const client = api(store, await signed(everything.keyFile));
    expect((await client.get(`/v1/apps/${apps[0]}`)).status).toBe(404);
    expect((await client.get(`/v1/publishers/${owner.publisherId}`)).status).toBe(404);
    for (const path of [
      `/v1/publishers/${stranger.publisherId}/members`,
      '/v1/me',
      '/v1/orders',
      '/v1/ops/staff',
    ]) {
      const answer = await client.get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'person-required']);
    }
    expect((await client.get('/v1/storefront/DE/apps')).status).toBe(404);
  });

  it('are out at once when the key is revoked or the account disabled, tokens included', async () => {
    const machine = await aServiceAccount(store, owner, { permissions: ['apps:read'] });
    const token = (await exchange(await signed(machine.keyFile, grantFor(GOOGLE)))).body
      .access_token as string;
    const own = await signed(machine.keyFile);
    const admin = api(store, owner.token);
    const path = `${accounts()}/${machine.id}`;
    expect((await admin.patch(path, { disabled: true })).body.disabledAt).toEqual(expect.any(String));
    expect([(await ask(token)).body.code, (await ask(own)).body.code]).toEqual([
      'key-revoked',
      'token-invalid',
    ]);
    await admin.patch(path, { disabled: false });
    expect([(await ask(token)).status, (await ask(own)).status]).toEqual([200, 200]);
    const keyPath = `${path}/keys/${machine.keyFile.private_key_id}`;
    expect((await admin.delete(keyPath)).status).toBe(204);
    expect([(await ask(token)).status, (await ask(own)).status]).toEqual([401, 401]);
    expect((await exchange(await signed(machine.keyFile, grantFor(GOOGLE)))).body.error).toBe(
      'invalid_grant',
    );
    expect((await admin.delete(keyPath)).body.code).toBe('key-not-found');
  });

  it('take a public key that the publisher made, and no private one', async () => {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const keys = `${accounts()}/${robot.id}/keys`;
    const admin = api(store, owner.token);
    const publicKey = await exportSPKI(pair.publicKey);
    const added = await admin.post(keys, { publicKey });
    expect(added).toMatchObject({ status: 201, body: { keyFile: null, key: { origin: 'uploaded' } } });
    const file = {
      ...robot.keyFile,
      private_key_id: added.body.key.id as string,
      private_key: await exportPKCS8(pair.privateKey),
    };
    expect((await ask(await signed(file))).status).toBe(200);
    expect((await exchange(await signed(file, grantFor(GOOGLE)))).status).toBe(200);
    expect((await admin.post(keys, { publicKey })).body.code).toBe('key-exists');
    expect((await admin.post(keys, { publicKey: file.private_key })).body.code).toBe('private-key-sent');
    const small = createHash('sha512').update('x').digest('hex').padEnd(200, 'x');
    expect((await admin.post(keys, { publicKey: small })).body.code).toBe('public-key-invalid');
    const elliptic = await generateKeyPair('ES256', { extractable: true });
    expect((await admin.post(keys, { publicKey: await exportSPKI(elliptic.publicKey) })).body.code).toBe(
      'public-key-invalid',
    );
    const used = await admin.get(keys);
    expect(used.body.data[0]).toMatchObject({ id: added.body.key.id, lastUsedAt: expect.any(String) });
  });

  it('have at most ten keys, however many are asked for at once', async () => {
    const account = await api(store, owner.token).post(accounts(), { name: 'greedy' });
    const keys = `${accounts()}/${account.body.id}/keys`;
    const pems = await Promise.all(
      Array.from({ length: 13 }, async () =>
        exportSPKI((await generateKeyPair('RS256', { extractable: true })).publicKey),
      ),
    );
    const answers = await Promise.all(
      pems.map((publicKey) => api(store, owner.token).post(keys, { publicKey })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), 409, 409, 409]);
    expect((await api(store, owner.token).get(keys)).body.data).toHaveLength(10);
  });

  it('are made by owners and administrators, for apps of their own', async () => {
    const manager = await aMember(store, owner, 'release-manager');
    expect((await api(store, manager.token).post(accounts(), { name: 'mine' })).status).toBe(403);
    const admin = await aMember(store, owner, 'admin');
    const client = api(store, admin.token);
    expect((await client.post(accounts(), { name: 'mine' })).status).toBe(201);
    expect((await client.post(accounts(), { name: 'mine' })).body.code).toBe('service-account-name-taken');
    const foreign = [{ appId: owner.publisherId, permissions: ['apps:read'] }];
    expect((await client.post(accounts(), { name: 'bad', apps: foreign })).body.code).toBe(
      'app-of-other-publisher',
    );
    const twice = [foreign[0], foreign[0]];
    expect((await client.post(accounts(), { name: 'bad', apps: twice })).body.code).toBe(
      'app-grants-invalid',
    );
    expect((await client.post(accounts(), { name: 'Bad' })).status).toBe(400);
    const stranger = await aPublisherOwner(store);
    const path = `/v1/publishers/${stranger.publisherId}/service-accounts/${robot.id}`;
    expect((await api(store, stranger.token).patch(path, { disabled: true })).body.code).toBe(
      'service-account-not-found',
    );
    expect((await api(store, stranger.token).post(`${path}/keys`, {})).status).toBe(404);
  });
});
