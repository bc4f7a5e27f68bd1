import { AppealRejection, DecideAppeal, STRIKE_POLICY } from '@portolan/catalog';
import { nextMail } from '../../support/mail';
import { aMember, aPublisherOwner, aStaffMember, api, type Client, tokensOf } from '../../support/people';
import { publishing, someone } from '../../support/publishing';
import { aRealPublisher, aSubmittedRelease, type RealPublisher, reviewing } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

const APPEALS = '/v1/ops/appeals';
const WORDS = { message: 'The page says what the app does.' };

describe('appeals', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let owner: Client;
  let first: Client;
  let second: Client;
  let firstId: string;
  beforeAll(async () => {
    store = await startTestApp();
    publisher = await aRealPublisher(store);
    owner = api(store, publisher.token);
    const person = await aStaffMember(store, 'reviewer');
    firstId = person.accountId;
    first = api(store, person.token);
    second = api(store, (await aStaffMember(store, 'reviewer')).token);
  });
  afterAll(() => store.close());

  const rejected = async (packageName: string, more: object = {}) => {
    const made = await aSubmittedRelease(store, publisher, packageName);
    await reviewing(first).reject(made.releaseId, ['metadata'], more);
    return made;
  };
  const appeal = (releaseId: string, client = owner) =>
    client.post(`/v1/releases/${releaseId}/appeal`, WORDS);
  const decide = (client: Client, appealId: string, outcome: string) =>
    client.post(`${APPEALS}/${appealId}/decide`, { outcome, message: 'We looked again.' });

  it('stand in the queue before all else and are decided once, by somebody else', async () => {
    const name = 'org.example.appealed';
    const { releaseId } = await rejected(name);
    const filed = await appeal(releaseId);
    expect([filed.status, filed.body.decision]).toEqual([201, null]);
    const appealId = filed.body.id as string;
    const again = await appeal(releaseId);
    expect([again.status, again.body.code]).toEqual([409, 'appeal-exists']);
    await aSubmittedRelease(store, publisher, 'org.example.waiting');
    const [top] = (await second.get('/v1/ops/reviews')).body.data;
    expect(top).toMatchObject({ id: releaseId, status: 'rejected', appealId, queue: { priority: 'appeal' } });
    expect((await reviewing(second).post(releaseId, 'take')).body.code).toBe('release-status-conflict');
    expect((await second.get(APPEALS)).body.data).toMatchObject([
      { id: appealId, releaseId, packageName: name, decisionBy: firstId, message: WORDS.message },
    ]);

    const own = await decide(first, appealId, 'denied');
    expect([own.status, own.body.code]).toEqual([403, 'appeal-own-decision']);
    const granted = await decide(second, appealId, 'granted');
    expect(granted.body).toMatchObject({ decision: { outcome: 'granted', message: 'We looked again.' } });
    expect((await decide(second, appealId, 'denied')).body.code).toBe('appeal-decided');
    expect((await owner.get(`/v1/releases/${releaseId}`)).body).toMatchObject({
      status: 'submitted',
      decision: null,
    });
    expect((await reviewing(first).post(releaseId, 'take')).body.code).toBe('review-own-rejection');
    expect((await reviewing(second).approve(releaseId)).body.status).toBe('live');
    await nextMail(store, publisher.email, `appeal about ${name} was received`);
    expect(await nextMail(store, publisher.email, `appeal about ${name} was granted`)).toContain(
      'under review again',
    );
    const own2 = (await owner.get(`/v1/publishers/${publisher.publisherId}/appeals`)).body.data;
    expect(own2[0]).toMatchObject({ id: appealId, decision: { outcome: 'granted' } });
    expect(own2[0].decidedBy).toBeUndefined();
    expect((await second.get(`${APPEALS}?state=decided`)).body.data[0].id).toBe(appealId);
  });

  it('after a second rejection are decided by nobody who rejected the release before, and nor is the release', async () => {
    const { releaseId } = await rejected('org.example.again');
    const third = api(store, (await aStaffMember(store, 'reviewer')).token);
    const one = (await appeal(releaseId)).body.id as string;
    await decide(third, one, 'granted');
    await reviewing(second).reject(releaseId, ['metadata'], { strike: true });
    const two = (await appeal(releaseId)).body.id as string;
    for (const client of [first, second])
      expect((await decide(client, two, 'granted')).body.code).toBe('appeal-own-decision');
    await decide(third, two, 'granted');
    for (const client of [first, second])
      expect((await reviewing(client).post(releaseId, 'take')).body.code).toBe('review-own-rejection');
    const twice = store.database.query(
      `INSERT INTO rejection SELECT gen_random_uuid(), app_id, release_id, policies, message, rejected_by, rejected_at
         FROM rejection WHERE release_id = $1 LIMIT 1`,
      [releaseId],
    );
    await expect(twice).rejects.toThrow('somebody else reviews');
    expect((await reviewing(third).approve(releaseId)).body.status).toBe('live');
  });

  it('that are denied leave the rejection as it is', async () => {
    const { releaseId } = await rejected('org.example.denied');
    const { body } = await appeal(releaseId);
    expect((await decide(second, body.id as string, 'denied')).status).toBe(200);
    expect((await second.get(`/v1/ops/reviews/${releaseId}`)).body).toMatchObject({
      status: 'rejected',
      queue: null,
      appealId: null,
    });
    expect((await appeal(releaseId)).body.code).toBe('appeal-exists');
  });

  it('do not bring back what a newer release has taken the place of', async () => {
    const name = 'org.example.overtaken';
    const { appId, releaseId } = await rejected(name);
    const { body } = await appeal(releaseId);
    const next = await publishing(store).submit(publisher, appId, name, 2);
    await decide(second, body.id as string, 'granted');
    expect((await owner.get(`/v1/releases/${releaseId}`)).body.status).toBe('rejected');
    expect((await owner.get(`/v1/releases/${next}`)).body.status).toBe('submitted');
    expect(await nextMail(store, publisher.email, `appeal about ${name} was granted`)).toContain(
      'A newer release',
    );
  });

  it('are filed once and decided once when people race', async () => {
    for (let round = 0; round < 5; round++) {
      const { releaseId } = await rejected(`org.example.race${round}`);
      const { actor } = publisher;
      const filing = await Promise.allSettled(
        [1, 2, 3].map(() => store.app.get(AppealRejection).execute({ releaseId, ...WORDS, actor })),
      );
      const filed = filing.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      expect(filed).toHaveLength(1);
      const [appealId = ''] = filed;
      const deciding = await Promise.allSettled(
        (['granted', 'denied'] as const).map((outcome) =>
          store.app
            .get(DecideAppeal)
            .execute({ appealId, outcome, message: 'Now.', actor: someone('reviewer') }),
        ),
      );
      expect(deciding.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const expected = deciding[0]?.status === 'fulfilled' ? 'submitted' : 'rejected';
      expect((await owner.get(`/v1/releases/${releaseId}`)).body.status).toBe(expected);
      const twice = store.database.query(`UPDATE appeal SET outcome = 'denied' WHERE id = $1`, [appealId]);
      await expect(twice).rejects.toThrow('decided once');
    }
  });

  it('belong to those who release, and are decided by reviewers', async () => {
    const { releaseId } = await rejected('org.example.whose');
    const viewer = api(store, (await aMember(store, publisher, 'viewer')).token);
    const stranger = api(store, (await aPublisherOwner(store)).token);
    expect((await appeal(releaseId, viewer)).status).toBe(403);
    expect((await appeal(releaseId, stranger)).status).toBe(404);
    expect((await appeal(releaseId, first)).status).toBe(404);
    expect((await owner.post(`/v1/releases/${releaseId}/appeal`, { message: '' })).status).toBe(400);
    const { body } = await appeal(releaseId);
    const support = api(store, (await aStaffMember(store, 'support')).token);
    for (const client of [owner, support]) {
      expect((await decide(client, body.id as string, 'granted')).status).toBe(403);
      expect((await client.get(APPEALS)).status).toBe(403);
    }
    expect((await decide(second, body.id as string, 'maybe')).status).toBe(400);
    expect((await decide(second, releaseId, 'denied')).body.code).toBe('appeal-not-found');
    const live = await aSubmittedRelease(store, publisher, 'org.example.unrejected');
    expect((await appeal(live.releaseId)).body.code).toBe('release-status-conflict');
  });

  describe('against strikes', () => {
    let struck: RealPublisher;
    const strikes = async () => {
      const client = api(store, (await tokensOf(store, struck.email)).token);
      const { body } = await client.get(`/v1/publishers/${struck.publisherId}/strikes`);
      return { client, ...body } as { client: Client; active: number; data: { id: string }[] };
    };
    const path = (strikeId: string) => `/v1/publishers/${struck.publisherId}/strikes/${strikeId}/appeal`;
    beforeAll(async () => {
      struck = await aRealPublisher(store);
    });

    it('stop submissions at the limit, are lifted by a granted appeal, and go by themselves', async () => {
      const submit = publishing(store).submit;
      const apps: string[] = [];
      for (let i = 0; i < STRIKE_POLICY.limit; i++) {
        const { appId, releaseId } = await aSubmittedRelease(store, struck, `org.example.struck${i}`);
        apps.push(appId);
        await reviewing(first).reject(releaseId, ['malicious-behaviour'], { strike: true });
      }
      const mail = await nextMail(store, struck.email, 'org.example.struck2 was rejected');
      expect(mail).toContain('3 of 3 count now. Nothing can be submitted');
      const { client, active, data } = await strikes();
      expect([active, data.length]).toEqual([STRIKE_POLICY.limit, STRIKE_POLICY.limit]);
      const [appId = ''] = apps;
      await expect(submit(struck, appId, 'org.example.struck0', 2)).rejects.toMatchObject({
        code: 'too-many-strikes',
      });
      const { missing } = (await client.get(`/v1/apps/${appId}/readiness`)).body;
      expect(missing).toMatchObject([{ code: 'too-many-strikes' }]);

      const seen = await second.get(`/v1/ops/strikes?publisherId=${struck.publisherId}`);
      expect(seen.body).toMatchObject({ active, data });
      expect((await client.get(`/v1/ops/strikes?publisherId=${struck.publisherId}`)).status).toBe(403);
      expect((await second.get('/v1/ops/strikes')).status).toBe(400);
      const releases = (await client.get(`/v1/apps/${appId}/releases`)).body.data as {
        id: string;
        status: string;
      }[];
      const releaseId = releases.find(({ status }) => status === 'rejected')?.id;
      expect((await second.get(`/v1/ops/reviews/${releaseId}`)).body.activeStrikes).toBe(STRIKE_POLICY.limit);

      const strikeId = data[0]?.id ?? '';
      const filed = await client.post(path(strikeId), WORDS);
      expect([filed.status, filed.body.strikeId, filed.body.releaseId]).toEqual([201, strikeId, null]);
      expect((await client.post(path(strikeId), WORDS)).body.code).toBe('appeal-exists');
      expect((await decide(first, filed.body.id as string, 'granted')).body.code).toBe('appeal-own-decision');
      await decide(second, filed.body.id as string, 'granted');
      expect((await strikes()).active).toBe(STRIKE_POLICY.limit - 1);
      expect((await strikes()).data[0]).toMatchObject({ active: false });
      await submit(struck, appId, 'org.example.struck0', 3);

      store.clock.advance(STRIKE_POLICY.days * 86_400_000);
      const later = await strikes();
      expect(later.active).toBe(0);
      expect((await later.client.post(path(data[1]?.id ?? ''), WORDS)).body.code).toBe('strike-not-active');
    });

    it('are read by the team and appealed by those who release', async () => {
      const { data, client } = await strikes();
      const strikeId = data[1]?.id ?? '';
      const stranger = api(store, (await aPublisherOwner(store)).token);
      const viewer = api(
        store,
        (await aMember(store, { ...struck, ...(await tokensOf(store, struck.email)) }, 'viewer')).token,
      );
      const list = `/v1/publishers/${struck.publisherId}/strikes`;
      expect([(await viewer.get(list)).status, (await stranger.get(list)).status]).toEqual([200, 404]);
      expect((await viewer.post(path(strikeId), WORDS)).status).toBe(403);
      expect((await stranger.post(path(strikeId), WORDS)).status).toBe(404);
      const elsewhere = '00000000-0000-7000-8000-000000000000';
      expect((await client.post(path(elsewhere), WORDS)).body.code).toBe('strike-not-found');
    });
  });
});
