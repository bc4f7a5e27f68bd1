import { REVIEW_IDLE_MS, WIDELY_HELD } from '@portolan/catalog';
import { randomUUID } from 'node:crypto';
import { aConsumer, aStaffMember, api, type Client, type Person, tokensOf } from '../../support/people';
import { publishing } from '../../support/publishing';
import { aRealPublisher, aSubmittedRelease, type RealPublisher, reviewing } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

const QUEUE = '/v1/ops/reviews';

describe('the queue of reviewers', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let ann: Person;
  let bob: Person;
  let reviewer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    store.clock.set(new Date());
    publisher = await aRealPublisher(store);
    ann = await aStaffMember(store, 'reviewer');
    bob = await aStaffMember(store, 'reviewer');
    reviewer = api(store, ann.token);
  });
  afterAll(() => store.close());

  const pass = (ms: number) => store.clock.advance(ms);
  const idsOf = async (query: string, client = reviewer): Promise<string[]> => {
    const { status, body } = await client.get(`${QUEUE}?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return (body.data as { id: string }[]).map(({ id }) => id);
  };

  it('is sorted by urgency and then by age, says why, and comes in pages', async () => {
    const { publishApp, submit } = publishing(store);
    const held = await publishApp(publisher, { packageName: 'org.example.held' });
    const quiet = await publishApp(publisher, { packageName: 'org.example.quiet' });
    await sellTo(held.appId, WIDELY_HELD);
    const update = await submit(publisher, quiet.appId, 'org.example.quiet', 2);
    pass(60_000);
    const { releaseId: first } = await aSubmittedRelease(store, publisher, 'org.example.first');
    pass(1_000);
    const { releaseId: second } = await aSubmittedRelease(store, publisher, 'org.example.second');
    pass(1_000);
    const urgent = await submit(publisher, held.appId, 'org.example.held', 2);

    expect(await idsOf('')).toEqual([urgent, first, second, update]);
    expect(await idsOf('sort=age')).toEqual([update, first, second, urgent]);
    expect(await idsOf('priority=first-release')).toEqual([first, second]);
    const { data } = (await reviewer.get(QUEUE)).body;
    expect(data[0].queue).toMatchObject({ priority: 'widely-held-update', ageSeconds: 0 });
    expect(data[0].queue.explanation).toContain(`${WIDELY_HELD} accounts`);
    expect(data[3].queue).toMatchObject({ priority: 'update', ageSeconds: 62 });

    for (const sort of ['priority', 'age']) {
      const paged: string[] = [];
      let cursor = '';
      do {
        const { body } = await reviewer.get(`${QUEUE}?limit=1&sort=${sort}${cursor}`);
        paged.push(...(body.data as { id: string }[]).map(({ id }) => id));
        cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
      } while (cursor !== '');
      expect(paged).toEqual(await idsOf(`sort=${sort}`));
    }
    const [byAge] = [(await reviewer.get(`${QUEUE}?limit=1&sort=age`)).body.nextCursor];
    expect((await reviewer.get(`${QUEUE}?cursor=${byAge}`)).body.code).toBe('cursor-invalid');

    const beyond = JSON.stringify([2 ** 40, new Date(0).toISOString(), randomUUID()]);
    expect(await idsOf(`cursor=${Buffer.from(beyond).toString('base64url')}`)).toEqual([]);

    const raise = { reason: 'It leaks keys.' };
    expect((await reviewing(reviewer).post(update, 'raise', raise)).status).toBe(200);
    expect(await idsOf('')).toEqual([update, urgent, first, second]);
    const [raised] = (await reviewer.get(QUEUE)).body.data;
    expect(raised.queue).toMatchObject({
      priority: 'raised',
      explanation: expect.stringContaining('It leaks keys.') as string,
    });
    await reviewing(reviewer).approve(update);
    expect(await idsOf('')).toEqual([urgent, first, second]);
    expect((await reviewing(reviewer).post(update, 'raise', raise)).body.code).toBe(
      'release-status-conflict',
    );
    expect((await reviewer.get(`${QUEUE}/${update}`)).body).toMatchObject({ status: 'live', queue: null });
  });

  it('gives a release to one reviewer at a time, who hands it on, gives it back or lets it lie', async () => {
    const { releaseId } = await aSubmittedRelease(store, publisher, 'org.example.passed');
    const other = api(store, bob.token);
    const [mine, theirs] = [reviewing(reviewer), reviewing(other)];
    const has = async (client: Client) => (await idsOf('assigned=me', client)).includes(releaseId);
    const free = async () => (await idsOf('assigned=nobody')).includes(releaseId);

    expect((await mine.post(releaseId, 'give-back')).body.code).toBe('release-status-conflict');
    await mine.post(releaseId, 'take');
    expect([await has(reviewer), await has(other), await free()]).toEqual([true, false, false]);
    for (const step of ['take', 'give-back', 'approve'])
      expect((await theirs.post(releaseId, step)).body.code).toBe('review-taken');
    const nobody = { reviewerId: (await aConsumer(store)).accountId };
    expect((await mine.post(releaseId, 'assign', nobody)).body.code).toBe('not-a-reviewer');
    const toBob = { reviewerId: bob.accountId };
    expect((await theirs.post(releaseId, 'assign', toBob)).body.code).toBe('review-taken');
    expect((await mine.post(releaseId, 'assign', toBob)).status).toBe(200);
    expect([await has(reviewer), await has(other)]).toEqual([false, true]);
    expect((await theirs.post(releaseId, 'give-back')).body.status).toBe('submitted');
    expect([await has(other), await free()]).toEqual([false, true]);

    await theirs.post(releaseId, 'take');
    pass(REVIEW_IDLE_MS - 1);
    const fresh = api(store, (await tokensOf(store, ann.email)).token);
    expect((await reviewing(fresh).post(releaseId, 'take')).body.code).toBe('review-taken');
    pass(1);
    expect((await fresh.get(`${QUEUE}/${releaseId}`)).body).toMatchObject({
      idle: true,
      reviewerId: bob.accountId,
    });
    expect(await idsOf('assigned=nobody', fresh)).toContain(releaseId);
    expect((await reviewing(fresh).post(releaseId, 'take')).status).toBe(200);
    expect((await fresh.get(`${QUEUE}/${releaseId}`)).body).toMatchObject({
      idle: false,
      reviewerId: ann.accountId,
    });
    const events = await store.database.query<{ action: string }>(
      'SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY at, id',
      [releaseId],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'release.create',
      'release.submit',
      'release.take-review',
      'release.assign-review',
      'release.give-back-review',
      'release.take-review',
      'release.take-review',
    ]);
  });

  it('does not take a release from its publisher a second time while it is under review', async () => {
    const { releaseId } = await aSubmittedRelease(store, publisher, 'org.example.twice');
    const fresh = api(store, (await tokensOf(store, publisher.email)).token);
    expect((await fresh.post(`/v1/releases/${releaseId}/submit`)).body.code).toBe('release-status-conflict');
  });

  it('is decided by nobody of the publisher', async () => {
    const [mine, second] = [await aStaffMember(store, 'reviewer'), await aStaffMember(store, 'reviewer')];
    const own = reviewing(api(store, mine.token));
    const other = reviewing(api(store, second.token));
    // What they took before they came there, too.
    const { releaseId: taken } = await aSubmittedRelease(store, publisher, 'org.example.joined');
    expect((await own.post(taken, 'take')).status).toBe(200);
    const path = `/v1/publishers/${publisher.publisherId}/members`;
    const owner = api(store, (await tokensOf(store, publisher.email)).token);
    expect((await owner.post(path, { email: mine.email, roles: ['viewer'] })).status).toBe(201);
    expect((await own.post(taken, 'approve')).body.code).toBe('review-own-app');
    const refusal = { policies: ['metadata'], message: 'No.' };
    expect((await own.post(taken, 'reject', refusal)).body.code).toBe('review-own-app');
    const toOther = { reviewerId: second.accountId };
    expect((await own.post(taken, 'assign', toOther)).body.code).toBe('review-own-app');
    expect((await own.post(taken, 'raise', { reason: 'Ours.' })).body.code).toBe('review-own-app');
    const { releaseId } = await aSubmittedRelease(store, publisher, 'org.example.own');
    expect((await own.post(releaseId, 'take')).body.code).toBe('review-own-app');
    const toMe = { reviewerId: mine.accountId };
    expect((await other.post(releaseId, 'assign', toMe)).body.code).toBe('review-own-app');
    await other.reject(releaseId);
    const filed = await owner.post(`/v1/releases/${releaseId}/appeal`, { message: 'No.' });
    const decide = `/v1/ops/appeals/${filed.body.id}/decide`;
    const wish = { outcome: 'granted', message: 'Mine.' };
    expect((await api(store, mine.token).post(decide, wish)).body.code).toBe('review-own-app');
  });

  it('is for reviewers alone', async () => {
    const { releaseId } = await aSubmittedRelease(store, publisher, 'org.example.closed');
    const owner = (await tokensOf(store, publisher.email)).token;
    for (const token of [owner, (await aStaffMember(store, 'support')).token]) {
      const stranger = api(store, token);
      for (const path of [QUEUE, `${QUEUE}/${releaseId}`])
        expect((await stranger.get(path)).status).toBe(403);
      for (const step of ['take', 'give-back', 'assign', 'raise'])
        expect((await reviewing(stranger).post(releaseId, step)).status).toBe(403);
    }
    const { accountId } = ann;
    const bad = { reviewerId: 'x', accountId };
    const fresh = api(store, (await tokensOf(store, ann.email)).token);
    expect((await reviewing(fresh).post(releaseId, 'assign', bad)).status).toBe(400);
  });

  /** Gives an app to so many accounts, without the shop. */
  async function sellTo(appId: string, count: number): Promise<void> {
    const at = store.clock.now();
    const orderId = randomUUID();
    await store.database.query(
      `INSERT INTO customer_order (id, account_id, idempotency_key, fingerprint, market, currency, total_amount, status, decided_epoch, placed_at, expires_at)
       VALUES ($1::uuid, $1::uuid, $1::text, '', 'DE', 'EUR', 0, 'pending', 1, $2, $2)`,
      [orderId, at],
    );
    await store.database.query(
      `INSERT INTO entitlement (id, account_id, item_id, order_id, status, granted_at, changed_at)
       SELECT gen_random_uuid(), gen_random_uuid(), $1, $2, 'active', $3, $3 FROM generate_series(1, $4)`,
      [appId, orderId, at, count],
    );
  }
});
