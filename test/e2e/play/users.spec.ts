import { api } from '../../support/client';
import { aServiceAccount, signed } from '../../support/machines';
import { aConsumer, aMember, aPublisherOwner, type Owner, PASSWORD } from '../../support/people';
import { codeIn, nextMail } from '../../support/mail';
import { startTestApp, type TestApp } from '../../support/test-app';

const PACKAGE = 'org.example.team';
const OTHER = 'org.example.other';
const READ = 'CAN_VIEW_NON_FINANCIAL_DATA';
const PRODUCTION = ['CAN_MANAGE_PUBLIC_APKS', 'CAN_MANAGE_TRACK_APKS', 'CAN_MANAGE_TRACK_USERS'];

/** Teams by `users` and `grants` of the Google Play Developer API. */
describe('users and grants', () => {
  let store: TestApp;
  let owner: Owner;
  let base: string;

  beforeAll(async () => {
    store = await startTestApp();
    owner = await aPublisherOwner(store);
    const developer = `/androidpublisher/v3/developers/${owner.publisherId}`;
    base = `${developer}/users`;
    for (const packageName of [PACKAGE, OTHER]) {
      const app = { packageName, defaultLanguage: 'en-US', title: 'Team' };
      const made = await api(store, owner.token).post(`${developer}/applications`, app);
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    }
  });
  afterAll(() => store.close());

  const client = () => api(store, owner.token);
  const reasonOf = ({ status, body }: { status: number; body: any }) => [status, body.error.portolan.code]; // eslint-disable-line @typescript-eslint/no-explicit-any
  const nameOf = (email: string) => `developers/${owner.publisherId}/users/${email}`;

  it('invite somebody with permissions in the publisher and in one app, who gets them by accepting', async () => {
    const email = 'new@example.org';
    const made = await client().post(base, {
      email,
      developerAccountPermissions: [`${READ}_GLOBAL`],
      grants: [{ packageName: PACKAGE, appLevelPermissions: ['CAN_MANAGE_PUBLIC_LISTING'] }],
    });
    expect(made).toMatchObject({
      status: 200,
      body: {
        name: nameOf(email),
        email,
        accessState: 'INVITED',
        developerAccountPermissions: [`${READ}_GLOBAL`],
        grants: [{ packageName: PACKAGE, appLevelPermissions: ['CAN_MANAGE_PUBLIC_LISTING'] }],
        partial: false,
      },
    });
    expect(reasonOf(await client().post(base, { email, developerAccountPermissions: [READ] }))).toEqual([
      409,
      'user-exists',
    ]);
    // Who is invited can be given more before they accept.
    const grant = { packageName: OTHER, appLevelPermissions: ['CAN_MANAGE_PUBLIC_APKS'] };
    const granted = await client().post(`${base}/${email}/grants`, grant);
    expect(granted.body).toEqual({
      name: `${nameOf(email)}/grants/${OTHER}`,
      packageName: OTHER,
      appLevelPermissions: PRODUCTION,
    });
    const mail = await nextMail(store, email, '');
    const accepted = await api(store).post('/v1/auth/invitations/accept', {
      token: codeIn(mail),
      account: { password: PASSWORD, displayName: 'New', homeMarket: 'DE' },
    });
    expect(accepted.body).toMatchObject({ publisherId: owner.publisherId });
    const { body } = await client().get(base);
    const user = body.users.find((one: { email: string }) => one.email === email);
    expect(user).toMatchObject({ accessState: 'ACCESS_GRANTED', partial: false });
    expect(user.grants.map((one: { packageName: string }) => one.packageName).sort()).toEqual([
      OTHER,
      PACKAGE,
    ]);
  });

  it('change and take away what a member may do, with effect at once', async () => {
    const member = await aMember(store, owner, 'viewer');
    const path = `${base}/${member.email}`;
    const edits = `/androidpublisher/v3/applications/${PACKAGE}/edits`;
    const mayRelease = async () => (await api(store, member.token).post(edits, {})).status === 200;
    expect(await mayRelease()).toBe(false);
    await client().post(`${path}/grants`, { packageName: PACKAGE, appLevelPermissions: PRODUCTION });
    expect(await mayRelease()).toBe(true);
    const again = await client().post(`${path}/grants`, {
      packageName: PACKAGE,
      appLevelPermissions: [READ],
    });
    expect(reasonOf(again)).toEqual([409, 'grant-exists']);
    const patched = await client().patch(`${path}/grants/${PACKAGE}?updateMask=appLevelPermissions`, {
      appLevelPermissions: ['CAN_MANAGE_PUBLIC_LISTING'],
    });
    expect(patched.body.appLevelPermissions).toEqual(['CAN_MANAGE_PUBLIC_LISTING']);
    expect(await mayRelease()).toBe(false);
    expect((await client().delete(`${path}/grants/${PACKAGE}`)).status).toBe(204);
    expect(reasonOf(await client().delete(`${path}/grants/${PACKAGE}`))).toEqual([404, 'grant-not-found']);

    const admin = await client().patch(path, {
      developerAccountPermissions: ['CAN_MANAGE_PERMISSIONS_GLOBAL'],
    });
    expect(admin.body.developerAccountPermissions).toContain('CAN_MANAGE_PUBLIC_APKS_GLOBAL');
    expect(await mayRelease()).toBe(true);
    const reduced = await client().patch(`${path}?updateMask=developerAccountPermissions`, {
      developerAccountPermissions: [`${READ}_GLOBAL`],
    });
    expect(reduced.body).toMatchObject({ developerAccountPermissions: [`${READ}_GLOBAL`], partial: false });
    expect(await mayRelease()).toBe(false);
    expect((await client().delete(path)).status).toBe(204);
    const gone = await api(store, member.token).get(`/v1/publishers/${owner.publisherId}`);
    expect(gone.status).toBe(404);
    const [event] = await store.database.query<{ action: string; actor_id: string }>(
      `SELECT e.action, e.actor_id FROM audit_event e ORDER BY e.id DESC LIMIT 1`,
    );
    expect(event).toEqual({ action: 'publisher.remove-member', actor_id: owner.accountId });
  });

  it('keep what their words cannot say, and say that there is more', async () => {
    const member = await aMember(store, owner, 'finance');
    const path = `${base}/${member.email}`;
    const find = async () =>
      (await client().get(`${base}?pageSize=-1`)).body.users.find(
        (one: { email: string }) => one.email === member.email,
      );
    expect(await find()).toMatchObject({ developerAccountPermissions: [`${READ}_GLOBAL`], partial: true });
    await client().patch(path, { developerAccountPermissions: ['CAN_MANAGE_PUBLIC_LISTING_GLOBAL'] });
    const members = await client().get(`/v1/publishers/${owner.publisherId}/members?limit=100`);
    expect(members.body.data.find((one: { email: string }) => one.email === member.email)).toMatchObject({
      roles: [],
      permissions: ['listings:write', 'prices:write'],
    });
    // An owner may do everything, which no word changes.
    const { body } = await client().get(base);
    expect(body.users[0]).toMatchObject({ email: owner.email, partial: true });
    const demoted = await client().patch(`${base}/${owner.email}`, { developerAccountPermissions: [] });
    expect(reasonOf(demoted)).toEqual([403, 'owner-unmanaged']);
    expect(reasonOf(await client().delete(`${base}/${owner.email}`))).toEqual([409, 'last-owner']);
  });

  it('come in pages, members first', async () => {
    await client().post(base, { email: 'z@example.org', developerAccountPermissions: [`${READ}_GLOBAL`] });
    const all = (await client().get(`${base}?pageSize=-1`)).body;
    expect(all.nextPageToken).toBeUndefined();
    const seen: string[] = [];
    let token = '';
    do {
      const { body } = await client().get(`${base}?pageSize=1&pageToken=${encodeURIComponent(token)}`);
      seen.push(...body.users.map(({ email }: { email: string }) => email));
      token = body.nextPageToken ?? '';
    } while (token !== '');
    expect(seen).toEqual(all.users.map(({ email }: { email: string }) => email));
    expect(seen.at(-1)).toBe('z@example.org');
  });

  it.each([
    [
      'a word without a counterpart',
      { developerAccountPermissions: ['CAN_MANAGE_ORDERS_GLOBAL'] },
      'permission-unsupported',
    ],
    ['nothing to do', {}, 'access-empty'],
    ['an end', { expirationTime: '2030-01-01T00:00:00Z' }, 'expiration-unsupported'],
    [
      'an app of somebody else',
      { grants: [{ packageName: 'org.else.app', appLevelPermissions: [READ] }] },
      'package-not-found',
    ],
    ['no address', { email: 'nobody', developerAccountPermissions: [`${READ}_GLOBAL`] }, 'email-invalid'],
  ])('refuse %s', async (_what, body, code) => {
    const refused = await client().post(base, { email: 'x@example.org', ...body });
    expect(refused.body.error.portolan.code).toBe(code);
    const mask = await client().patch(`${base}/${owner.email}?updateMask=email`, { email: 'y@example.org' });
    expect(reasonOf(mask)).toEqual([400, 'update-mask-invalid']);
  });

  it('are refused for what is no package name at the end of a name', async () => {
    for (const last of ['org.example.te\0am', 'nothing', '']) {
      const grant = { name: `${nameOf(owner.email)}/grants/${last}`, appLevelPermissions: [READ] };
      const invited = await client().post(base, { email: 'named@example.org', grants: [grant] });
      expect(reasonOf(invited)).toEqual([404, 'package-not-found']);
      const granted = await client().post(`${base}/${owner.email}/grants`, grant);
      expect(reasonOf(granted)).toEqual([404, 'package-not-found']);
    }
    const nobody = { name: nameOf('a\0b@example.org'), developerAccountPermissions: [READ] };
    expect(reasonOf(await client().post(base, nobody))).toEqual([400, 'email-invalid']);
  });

  it('are for owners and administrators alone', async () => {
    const robot = await aServiceAccount(store, owner, { permissions: ['apps:read', 'apps:write'] });
    const manager = await aMember(store, owner, 'release-manager');
    const stranger = await aPublisherOwner(store);
    const consumer = await aConsumer(store);
    const callers: [string | undefined, number][] = [
      [undefined, 401],
      [consumer.token, 404],
      [stranger.token, 404],
      [manager.token, 403],
      [await signed(robot.keyFile), 403],
    ];
    const calls = [
      ['GET', base],
      ['POST', base],
      ['PATCH', `${base}/${manager.email}`],
      ['DELETE', `${base}/${manager.email}`],
      ['POST', `${base}/${manager.email}/grants`],
      ['PATCH', `${base}/${manager.email}/grants/${PACKAGE}`],
      ['DELETE', `${base}/${manager.email}/grants/${PACKAGE}`],
    ] as const;
    for (const [token, status] of callers)
      for (const [method, path] of calls) {
        const answer = await api(store, token).call(method, path, method === 'GET' ? {} : { body: {} });
        expect([method, path, answer.status]).toEqual([method, path, status]);
      }
    // An administrator makes no owners and removes none.
    const admin = await aMember(store, owner, 'admin');
    const removed = await api(store, admin.token).delete(`${base}/${owner.email}`);
    expect(reasonOf(removed)).toEqual([403, 'owner-required']);
  });

  it('lose none of two changes at once', async () => {
    const member = await aMember(store, owner, 'viewer');
    const path = `${base}/${member.email}/grants`;
    const answers = await Promise.all(
      [PACKAGE, OTHER].map((packageName) =>
        client().post(path, { packageName, appLevelPermissions: ['CAN_MANAGE_PUBLIC_LISTING'] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const user = (await client().get(`${base}?pageSize=-1`)).body.users.find(
      (one: { email: string }) => one.email === member.email,
    );
    expect(user.grants).toHaveLength(2);
  });
});
