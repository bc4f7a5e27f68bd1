import { SoftwareAuthenticator } from '../support/authenticator';
import { aConsumer, aPublisherOwner, api, type Owner, PASSWORD, type Person } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const ORIGIN = 'https://account.store.example';

describe('signing in by a passkey alone', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp({ ACCOUNT_PAGES_URL: `${ORIGIN}/pages`, REQUIRE_SECOND_FACTOR: 'true' });
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const withPasskey = async (person: Person): Promise<SoftwareAuthenticator> => {
    const key = new SoftwareAuthenticator(ORIGIN);
    const client = api(store, person.token);
    const { challenge } = (await client.post('/v1/me/factors/passkey-options')).body.options as {
      challenge: string;
    };
    const added = await client.post('/v1/me/factors/passkeys', {
      name: 'My phone',
      challenge,
      response: key.register(challenge),
    });
    expect([added.status, added.body.code]).toEqual([201, undefined]);
    return key;
  };
  const begin = async (): Promise<string> => {
    const { status, body } = await api(store).post('/v1/auth/passkey/options');
    expect([status, body.options.userVerification, body.options.allowCredentials ?? []]).toEqual([
      200,
      'required',
      [],
    ]);
    return body.options.challenge as string;
  };
  const finish = (challenge: string, response: object) =>
    api(store).post('/v1/auth/passkey', { challenge, response });
  const mine = ({ accountId }: Person, verified = true) => ({ accountId, verified });

  it('opens a session that counts as one with a second factor, once for each challenge', async () => {
    const owner: Owner = await aPublisherOwnerWithoutFactor();
    const key = await withPasskey(owner);
    const challenge = await begin();
    const answer = key.authenticate(challenge, mine(owner));
    const session = await finish(challenge, answer);
    expect(session).toMatchObject({ status: 200, body: { tokenType: 'Bearer' } });
    const client = api(store, session.body.accessToken as string);
    expect((await client.get('/v1/me')).body.email).toBe(owner.email);
    // What an owner may do only with a second factor.
    expect((await client.get(`/v1/publishers/${owner.publisherId}/members`)).status).toBe(200);
    expect((await finish(challenge, answer)).body.code).toBe('passkey-wrong');
    const sessions = (await client.get('/v1/me/sessions')).body.data as object[];
    expect(sessions.length).toBeGreaterThan(0);
  });

  it('is refused without a finger or PIN, for somebody else’s name, for an unknown passkey, and late: all alike', async () => {
    const person = await aConsumer(store);
    const other = await aConsumer(store);
    const key = await withPasskey(person);
    const attempts: ((challenge: string) => object)[] = [
      (challenge) => key.authenticate(challenge, mine(person, false)),
      (challenge) => key.authenticate(challenge, mine(other)),
      (challenge) => key.authenticate(challenge),
      (challenge) => new SoftwareAuthenticator(ORIGIN).authenticate(challenge, mine(person)),
      () => key.authenticate('another-challenge', mine(person)),
      (challenge) => ({ ...key.authenticate(challenge, mine(person)), id: 'unknown' }),
    ];
    const refusals = new Set<string>();
    for (const attempt of attempts) {
      const challenge = await begin();
      const { status, body } = await finish(challenge, attempt(challenge));
      refusals.add(`${status} ${body.code} ${body.detail}`);
      // The right answer comes too late: the challenge is used up.
      const right = await finish(challenge, key.authenticate(challenge, mine(person)));
      refusals.add(`${right.status} ${right.body.code} ${right.body.detail}`);
    }
    expect([...refusals]).toEqual([
      '401 passkey-wrong The answer of the passkey does not hold: begin again.',
    ]);
    store.clock.set(new Date());
    const late = await begin();
    store.clock.advance(300_001);
    expect((await finish(late, key.authenticate(late, mine(person)))).body.code).toBe('passkey-wrong');
    expect((await finish('never-given', key.authenticate('never-given', mine(person)))).body.code).toBe(
      'passkey-wrong',
    );
  });

  it('lets one of two in that send the same answer at once', async () => {
    const person = await aConsumer(store);
    const key = await withPasskey(person);
    const challenge = await begin();
    const answer = key.authenticate(challenge, mine(person));
    const both = await Promise.all([finish(challenge, answer), finish(challenge, answer)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('ends with the passkey, and challenges of other ceremonies open nothing', async () => {
    const person = await aConsumer(store);
    const key = await withPasskey(person);
    const asked = await api(store).post('/v1/auth/login', { email: person.email, password: PASSWORD });
    const { challenge: second } = asked.body.passkeyOptions as { challenge: string };
    expect((await finish(second, key.authenticate(second, mine(person)))).status).toBe(401);
    const challenge = await begin();
    const { body } = await finish(challenge, key.authenticate(challenge, mine(person)));
    const client = api(store, body.accessToken as string);
    const { factors } = (await client.get('/v1/me/factors')).body as { factors: { id: string }[] };
    expect((await client.delete(`/v1/me/factors/${factors[0]?.id}`)).status).toBe(204);
    const again = await begin();
    expect((await finish(again, key.authenticate(again, mine(person)))).body.code).toBe('passkey-wrong');
  });

  /** Anybody may found a publisher; only then are they asked for more. */
  const aPublisherOwnerWithoutFactor = () => aPublisherOwner(store);
});
