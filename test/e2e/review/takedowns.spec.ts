import { NoteLiftedTakedowns, TakeDownApp } from '@portolan/catalog';
import { SeedRegions } from '@portolan/regions';
import { carryOut, lift, takeBack } from '../../support/change-sets';
import { nextMail } from '../../support/mail';
import { aMember, aPublisherOwner, aStaffMember, api, type Client } from '../../support/people';
import { publishing, someone } from '../../support/publishing';
import { aRealPublisher, type RealPublisher } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

const TAKEDOWNS = '/v1/ops/takedowns';

describe('takedowns', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let owner: Client;
  let manager: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    publisher = await aRealPublisher(store);
    owner = api(store, publisher.token);
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
  });
  afterAll(() => store.close());

  const wish = (appId: string, more: object = {}) => ({
    appId,
    markets: 'DE + FR',
    retention: 'update-only',
    policies: ['malicious-behaviour', 'privacy'],
    message: 'It sends contacts away.',
    ...more,
  });
  const own = `/takedowns`;
  const listed = async (client = owner) =>
    (await client.get(`/v1/publishers/${publisher.publisherId}${own}`)).body.data;
  const reasons = async (appId: string, market: string): Promise<string[]> => {
    const { body } = await api(store).get(`/v1/availability?item=${appId}&market=${market}&action=acquire`);
    return (body.reasons as { code: string }[]).map(({ code }) => code);
  };
  const live = async (packageName: string) =>
    (await publishing(store).publishApp(publisher, { packageName })).appId;

  it('stop an app in their markets at once, tell its publisher why, and are lifted by a change set', async () => {
    const name = 'org.example.down';
    const appId = await live(name);
    const taken = await manager.post(TAKEDOWNS, wish(appId, { strike: true }));
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ packageName: name, liftedAt: null, retention: 'update-only' });
    for (const market of ['DE', 'FR']) expect(await reasons(appId, market)).toContain('LEGAL.TAKEDOWN');
    expect(await reasons(appId, 'ES')).not.toContain('LEGAL.TAKEDOWN');

    const again = await manager.post(TAKEDOWNS, wish(appId));
    expect([again.status, again.body.code]).toEqual([409, 'takedown-exists']);
    for (const markets of ['FR + DE', ' DE  +  FR + DE', 'ES - ES + FR + DE']) {
      const same = await manager.post(TAKEDOWNS, wish(appId, { markets, strike: true }));
      expect([markets, same.status, same.body.code]).toEqual([markets, 409, 'takedown-exists']);
    }
    expect((await manager.post(TAKEDOWNS, wish(appId, { markets: 'ES' }))).status).toBe(201);

    const mail = await nextMail(store, publisher.email, `${name} was taken down`);
    for (const words of ['DE + FR', 'malicious-behaviour: ', 'It sends contacts away.', '1 of 3 count now'])
      expect(mail).toContain(words);
    const [, seen] = await listed();
    expect(seen).toMatchObject({ id: taken.body.id, message: 'It sends contacts away.', liftedAt: null });
    expect([seen.issuedBy, seen.prohibitionId]).toEqual([undefined, undefined]);
    const strikes = await owner.get(`/v1/publishers/${publisher.publisherId}/strikes`);
    expect(strikes.body).toMatchObject({
      active: 1,
      data: [{ takedownId: taken.body.id, rejectionId: null }],
    });

    const prohibitionId = taken.body.prohibitionId as string;
    const lift = { do: 'lift-prohibition', prohibitionId, reason: 'It was repaired' } as const;
    const { needsApproval } = await carryOut(store.app, lift);
    expect(needsApproval).toBe(true);
    expect(await reasons(appId, 'DE')).not.toContain('LEGAL.TAKEDOWN');
    expect((await listed())[1].liftedAt).not.toBeNull();
    await store.app.get(NoteLiftedTakedowns).handle();
    await store.app.get(NoteLiftedTakedowns).handle();
    expect(await nextMail(store, publisher.email, `takedown of ${name} was lifted`)).toContain('DE + FR');
    const [mails] = await store.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM mail_message WHERE kind = 'takedown.lifted'`,
    );
    expect(mails?.n).toBe(1);
    const events = await store.database.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE action IN ('app.take-down', 'takedown.end', 'strike.issue') ORDER BY at, id`,
    );
    expect(events.map(({ action }) => action)).toEqual([
      'strike.issue',
      'app.take-down',
      'app.take-down',
      'takedown.end',
    ]);
    expect((await manager.post(TAKEDOWNS, wish(appId))).status).toBe(201);
  });

  it('may be repeated right after they were lifted, before anybody was told', async () => {
    const appId = await live('org.example.quick');
    const { body } = await manager.post(TAKEDOWNS, wish(appId));
    const prohibitionId = body.prohibitionId as string;
    await carryOut(store.app, { do: 'lift-prohibition', prohibitionId, reason: 'A mistake' });
    expect((await manager.post(TAKEDOWNS, wish(appId))).status).toBe(201);
  });

  it('are in force again, and say so, when their lifting is taken back; and end once more', async () => {
    const name = 'org.example.back';
    const appId = await live(name);
    const { body } = await manager.post(TAKEDOWNS, wish(appId));
    const note = () => store.app.get(NoteLiftedTakedowns).handle();
    const liftedAt = async () => (await listed()).find(({ id }: { id: string }) => id === body.id).liftedAt;
    const standing = async () =>
      (await manager.get(`${TAKEDOWNS}?appId=${appId}`)).body.data[0].prohibitionsInForce as string[];
    expect([body.prohibitionsInForce, await standing()]).toEqual([
      [body.prohibitionId],
      [body.prohibitionId],
    ]);
    const { changeSetId } = await lift(store.app, body.prohibitionId);
    await note();
    expect(await standing()).toEqual([]);
    expect(await liftedAt()).not.toBeNull();
    const back = await takeBack(store.app, changeSetId);
    expect(await reasons(appId, 'DE')).toContain('LEGAL.TAKEDOWN');
    expect(await liftedAt()).toBeNull();
    await note();
    await note();
    await nextMail(store, publisher.email, `takedown of ${name} is in force again`);
    expect((await manager.post(TAKEDOWNS, wish(appId))).body.code).toBe('takedown-exists');

    // What came back is what is lifted now.
    const [restored, ...others] = await standing();
    expect([restored === body.prohibitionId, others]).toEqual([false, []]);
    const third = await takeBack(store.app, back.changeSetId);
    expect(await reasons(appId, 'DE')).not.toContain('LEGAL.TAKEDOWN');
    expect(await liftedAt()).not.toBeNull();
    await note();
    await nextMail(store, publisher.email, `takedown of ${name} was lifted`, 2);
    const events = await store.database.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE subject_type = 'takedown' AND subject_id = $1 ORDER BY at, id`,
      [body.id],
    );
    expect(events.map(({ action }) => action)).toEqual(['takedown.end', 'takedown.resume', 'takedown.end']);
    expect(await standing()).toEqual([]);

    await takeBack(store.app, third.changeSetId);
    const [again = ''] = await standing();
    expect(await reasons(appId, 'DE')).toContain('LEGAL.TAKEDOWN');
    await lift(store.app, again);
    expect([await reasons(appId, 'DE'), await standing()]).toEqual([
      expect.not.arrayContaining(['LEGAL.TAKEDOWN']),
      [],
    ]);
  });

  it('are made once when staff race, and so is their strike', async () => {
    const appId = await live('org.example.race');
    const actor = someone('market-manager');
    const command = { ...wish(appId, { markets: 'WORLD', strike: true }), actor } as never;
    const acts = await Promise.allSettled([1, 2, 3].map(() => store.app.get(TakeDownApp).execute(command)));
    expect(acts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [counted] = await store.database.query<{ strikes: number; bans: number }>(
      `SELECT (SELECT count(*)::int FROM strike s WHERE s.app_id = $1) AS strikes,
              (SELECT count(*)::int FROM prohibition p WHERE p.items -> 'itemIds' ? $1::text) AS bans`,
      [appId],
    );
    expect(counted).toEqual({ strikes: 1, bans: 1 });
  });

  it('are for market managers and legal; reviewers read them, and outsiders nothing', async () => {
    const appId = await live('org.example.mine');
    const [reviewer, support] = [
      api(store, (await aStaffMember(store, 'reviewer')).token),
      api(store, (await aStaffMember(store, 'support')).token),
    ];
    for (const client of [owner, reviewer, support])
      expect((await client.post(TAKEDOWNS, wish(appId))).status).toBe(403);
    expect((await reviewer.get(`${TAKEDOWNS}?appId=${appId}`)).body.data).toEqual([]);
    expect((await support.get(TAKEDOWNS)).status).toBe(403);
    const legal = api(store, (await aStaffMember(store, 'legal')).token);
    expect((await legal.post(TAKEDOWNS, wish(appId))).status).toBe(201);
    expect((await reviewer.get(`${TAKEDOWNS}?appId=${appId}`)).body.data).toMatchObject([{ appId }]);
    const stranger = api(store, (await aPublisherOwner(store)).token);
    const path = `/v1/publishers/${publisher.publisherId}${own}`;
    expect((await stranger.get(path)).status).toBe(404);
    const viewer = api(store, (await aMember(store, publisher, 'viewer')).token);
    expect((await viewer.get(path)).status).toBe(200);
  });

  it('are refused in words when something is wrong with them', async () => {
    const appId = await live('org.example.words');
    const nothing = '00000000-0000-7000-8000-000000000000';
    const faults: [number, string | undefined, object][] = [
      [404, 'app-not-found', { appId: nothing }],
      [422, 'invalid-market-scope', { markets: 'ATLANTIS' }],
      [400, undefined, { policies: [] }],
      [400, undefined, { retention: 'some' }],
      [400, undefined, { message: '' }],
    ];
    for (const [status, code, fault] of faults) {
      const answer = await manager.post(TAKEDOWNS, wish(appId, fault));
      expect(answer.status).toBe(status);
      if (code !== undefined) expect(answer.body.code).toBe(code);
    }
    expect((await manager.get(`${TAKEDOWNS}?appId=${appId}`)).body.data).toEqual([]);
  });
});
