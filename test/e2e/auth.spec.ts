import { api, PASSWORD } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('signing in', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  it('registers, logs in, says who I am, changes my profile', async () => {
    const anonymous = api(store);
    const registered = await anonymous.post('/v1/auth/register', {
      email: 'Ada@Example.org',
      password: PASSWORD,
      displayName: ' Ada  Lovelace ',
      homeMarket: 'DE',
    });
    expect(registered).toMatchObject({
      status: 201,
      body: { email: 'ada@example.org', displayName: 'Ada Lovelace', homeMarket: 'DE', staffRoles: [] },
    });
    const session = await anonymous.post('/v1/auth/login', { email: 'ADA@example.org', password: PASSWORD });
    expect(session).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 600 } });
    const ada = api(store, session.body.accessToken);
    expect((await ada.get('/v1/me')).body).toEqual(registered.body);
    const changed = await ada.patch('/v1/me', { homeMarket: 'IN' });
    expect(changed).toMatchObject({ status: 200, body: { displayName: 'Ada Lovelace', homeMarket: 'IN' } });
    expect((await ada.get('/v1/me')).body.homeMarket).toBe('IN');
  });
});
