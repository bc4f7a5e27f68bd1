import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextMail } from '../../support/mail';
import { aStaffMember, api, type Client, type Person, tokensOf } from '../../support/people';
import { publishing } from '../../support/publishing';
import { aRealPublisher, aSubmittedRelease, type RealPublisher, reviewing } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

const WORDS = { message: 'It was somebody else.' };
const MIGRATION = join(__dirname, '../../../migrations/0108_reviewed_expansion_files.sql');
const DAY_MS = 86_400_000;

describe('strikes', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let giver: Person;
  let reviewer: Client;
  beforeAll(async () => {
    store = await startTestApp({ APPEAL_DAYS: '10' });
    store.clock.set(new Date());
    publisher = await aRealPublisher(store);
    giver = await aStaffMember(store, 'reviewer');
    reviewer = api(store, giver.token);
  });
  afterAll(() => store.close());

  let made = 0;
  /** A rejection with a strike. */
  const strike = async (): Promise<{ strikeId: string; appId: string; releaseId: string; name: string }> => {
    const name = `org.example.strike${++made}`;
    const submitted = await aSubmittedRelease(store, publisher, name);
    await reviewing(api(store, (await tokensOf(store, giver.email)).token)).reject(
      submitted.releaseId,
      ['privacy'],
      { strike: true },
    );
    const { appId, releaseId } = submitted;
    const [row] = await store.database.query<{ id: string }>('SELECT id FROM strike WHERE app_id = $1', [
      appId,
    ]);
    return { strikeId: row?.id ?? '', appId, releaseId, name };
  };
  const lift = (client: Client, strikeId: string, body: object = WORDS) =>
    client.post(`/v1/ops/strikes/${strikeId}/lift`, body);
  const owner = async () => api(store, (await tokensOf(store, publisher.email)).token);
  const own = `strikes`;
  const listed = async () =>
    (await (await owner()).get(`/v1/publishers/${publisher.publisherId}/${own}`)).body;
  const appeal = async (strikeId: string) =>
    (await owner()).post(`/v1/publishers/${publisher.publisherId}/${own}/${strikeId}/appeal`, WORDS);

  it('are taken back by staff, with a reason that is told and kept, and then nothing is held up by them', async () => {
    const strikes = [await strike(), await strike(), await strike()];
    const [{ strikeId, appId, name }] = strikes as [(typeof strikes)[0]];
    const { submit } = publishing(store);
    await expect(submit(publisher, appId, name, 2)).rejects.toMatchObject({ code: 'too-many-strikes' });
    const lifted = await lift(reviewer, strikeId);
    expect(lifted).toMatchObject({
      status: 200,
      body: {
        id: strikeId,
        active: false,
        liftMessage: WORDS.message,
        liftedAt: expect.any(String) as string,
      },
    });
    const { active, data } = await listed();
    expect(active).toBe(2);
    expect((data as { id: string }[]).find(({ id }) => id === strikeId)).toEqual(lifted.body);
    const mail = await nextMail(store, publisher.email, `A strike for ${name} was taken back`);
    for (const words of ['2 of 3 count now.', WORDS.message]) expect(mail).toContain(words);
    const events = await store.database.query<object>(
      `SELECT action, actor_id, reason FROM audit_event WHERE subject_id = $1 ORDER BY at, id`,
      [strikeId],
    );
    expect(events).toMatchObject([
      { action: 'strike.issue' },
      { action: 'strike.lift', actor_id: giver.accountId, reason: WORDS.message },
    ]);
    await submit(publisher, appId, name, 3);
    // What it was given for stays.
    expect((await (await owner()).get(`/v1/apps/${appId}/releases`)).body.data).toContainEqual(
      expect.objectContaining({ status: 'rejected' }),
    );
    const [{ strikeId: other }] = strikes.slice(1) as [(typeof strikes)[0]];
    const race = await Promise.all([1, 2, 3].map(() => lift(reviewer, other)));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await lift(reviewer, strikeId)).body.code).toBe('strike-not-active');
    expect((await appeal(strikeId)).body.code).toBe('strike-not-active');
  });

  it('are taken back by staff alone, and by nobody of the publisher', async () => {
    const { strikeId } = await strike();
    const support = api(store, (await aStaffMember(store, 'support')).token);
    for (const client of [await owner(), support]) expect((await lift(client, strikeId)).status).toBe(403);
    expect((await lift(api(store), strikeId)).status).toBe(401);
    for (const body of [{}, { message: '' }, { message: 'a\0b' }, { message: 'x'.repeat(2_001) }])
      expect((await lift(reviewer, strikeId, body)).status).toBe(400);
    const nothing = '00000000-0000-7000-8000-000000000000';
    expect((await lift(reviewer, nothing)).body.code).toBe('strike-not-found');
    const insider = await aStaffMember(store, 'reviewer');
    const joined = { email: insider.email, roles: ['viewer'] };
    const team = `/v1/publishers/${publisher.publisherId}/members`;
    expect((await (await owner()).post(team, joined)).status).toBe(201);
    expect((await lift(api(store, insider.token), strikeId)).body.code).toBe('review-own-app');
    const legal = api(store, (await aStaffMember(store, 'legal')).token);
    expect((await lift(legal, strikeId)).status).toBe(200);
  });

  it('that are appealed are decided by the appeal, by somebody else', async () => {
    const { strikeId } = await strike();
    const filed = await appeal(strikeId);
    const refused = await lift(reviewer, strikeId);
    expect([refused.status, refused.body.code, refused.body.appealId]).toEqual([
      409,
      'strike-appealed',
      filed.body.id,
    ]);
    const second = api(store, (await aStaffMember(store, 'reviewer')).token);
    const decided = { outcome: 'denied', message: 'It stays.' };
    expect((await second.post(`/v1/ops/appeals/${filed.body.id}/decide`, decided)).status).toBe(200);
    expect((await lift(reviewer, strikeId)).status).toBe(200);
    // Whoever comes first of those who take back and those who appeal.
    for (let round = 0; round < 5; round++) {
      const { strikeId: raced } = await strike();
      const [lifted, appealed] = await Promise.all([lift(reviewer, raced), appeal(raced)]);
      expect([
        [200, 409],
        [409, 201],
      ]).toContainEqual([lifted.status, appealed.status]);
      await store.database.query("UPDATE strike SET expires_at = issued_at + interval '1 ms'");
    }
  });

  it('and rejections are appealed in time, of which mails tell, and not later', async () => {
    await store.database.query(`UPDATE strike SET expires_at = issued_at + interval '1 ms'`);
    const { strikeId: inTime } = await strike();
    const { strikeId, releaseId, name } = await strike();
    const until = new Date(store.clock.now().getTime() + 10 * DAY_MS);
    const words = `until ${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const mail = await nextMail(store, publisher.email, `${name} was rejected`);
    expect(mail.split(words)).toHaveLength(3);
    store.clock.advance(10 * DAY_MS - 1);
    expect((await appeal(inTime)).status).toBe(201);
    store.clock.advance(1);
    const client = await owner();
    const late = [await appeal(strikeId), await client.post(`/v1/releases/${releaseId}/appeal`, WORDS)];
    for (const { status, body } of late) {
      expect([status, body.code]).toEqual([409, 'appeal-too-late']);
      expect(body.appealUntil).toBe(until.toISOString());
    }
  });

  it('and rejections from before there was a deadline are appealed as long after it came', async () => {
    const past = `issued_at - interval '100 days'`;
    await store.database.query(
      `UPDATE strike SET issued_at = ${past}, expires_at = ${past} + interval '1 ms'`,
    );
    const now = new Date();
    store.clock.set(new Date(now.getTime() - 40 * DAY_MS));
    const { strikeId, releaseId } = await strike();
    store.clock.set(now);
    expect((await appeal(strikeId)).body.code).toBe('appeal-too-late');
    const [up = ''] = readFileSync(MIGRATION, 'utf8').split('-- Down Migration');
    for (const [statement] of up.matchAll(/^UPDATE [^;]*;/gm)) await store.database.query(statement);
    store.clock.advance(9 * DAY_MS);
    expect((await appeal(strikeId)).status).toBe(201);
    const late = new Date(Date.now() + 11 * DAY_MS);
    store.clock.set(late);
    const refused = await (await owner()).post(`/v1/releases/${releaseId}/appeal`, WORDS);
    expect(refused.body.code).toBe('appeal-too-late');
    expect(Date.parse(refused.body.appealUntil as string)).toBeGreaterThan(now.getTime() + 9 * DAY_MS);
  });
});
