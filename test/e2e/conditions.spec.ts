import { systemActor } from '@portolan/platform';
import { PutRequirement, RecordCredential } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut } from '../support/change-sets';
import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

const DAY = 86_400_000;
const RADAR = '/v1/ops/expiry-radar/conditions';

describe('conditions of credentials', () => {
  let shop: Shop;
  let manager: Client;
  let managerId: string;
  let legal: Client;
  let support: Client;
  let appId: string;
  let paper: string;
  const actor = systemActor('test');
  const start = Date.now();
  const inDays = (days: number) => new Date(start + days * DAY).toISOString();
  const path = (credentialId: string) => `/v1/ops/credentials/${credentialId}/conditions`;

  const record = async (type: string): Promise<string> => {
    const markets = { expression: 'DE + FR', coversFutureMarkets: false };
    const said = {
      type,
      holder: { kind: 'operator' as const },
      issuer: 'High Court',
      items: {},
      markets,
      actor,
    };
    const { id: credentialId } = await shop.app.get(RecordCredential).execute(said);
    await carryOut(shop.app, {
      do: 'change-credential-status',
      credentialId,
      status: 'verified',
      reason: 'seen',
    });
    return credentialId;
  };
  const add = async (text: string, days: number, credentialId = paper): Promise<string> => {
    const { status, body } = await manager.post(path(credentialId), { text, due: inDays(days) });
    expect(status).toBe(201);
    return body.id as string;
  };
  const radar = async (days: number) => {
    const { body } = await support.get(`${RADAR}?days=${days}`);
    return body.data as { text: string; overdue: boolean; atStake: object }[];
  };
  const texts = async (days: number) => (await radar(days)).map(({ text }) => text);

  beforeAll(async () => {
    shop = await startShop();
    const staff = await aStaffMember(shop, 'market-manager');
    [manager, managerId] = [api(shop, staff.token), staff.accountId];
    legal = api(shop, (await aStaffMember(shop, 'legal')).token);
    support = api(shop, (await aStaffMember(shop, 'support')).token);
    appId = await sellApp(shop, 'org.example.permitted', { free: true });
    await sellApp(shop, 'org.example.other', { free: true });
    await shop.app.get(PutRequirement).execute({
      items: { itemIds: [appId] },
      markets: { expression: 'DE', coversFutureMarkets: false },
      actions: ['acquire'],
      anyOf: [['court-permission.de']],
      enforcement: 'blocking',
      missingCode: 'IP.LICENCE_MISSING',
      actor,
    });
    paper = await record('court-permission.de');
  });
  afterAll(() => shop.close());

  it('are shown before they are due with what would close, and close nothing', async () => {
    const report = await add('a report is filed', 60);
    const deposit = await add('Rs 100 a unit are deposited', 10);
    expect(await texts(7)).toEqual([]);
    expect(await texts(90)).toEqual(['Rs 100 a unit are deposited', 'a report is filed']);
    const [first] = await radar(30);
    expect(first).toEqual({
      credentialId: paper,
      type: 'court-permission.de',
      holder: { kind: 'operator', publisherId: null },
      issuer: 'High Court',
      number: null,
      conditionId: deposit,
      text: 'Rs 100 a unit are deposited',
      due: inDays(10),
      overdue: false,
      atStake: {
        markets: ['DE'],
        items: 1,
        cells: { list: 0, acquire: 1 },
        first: [{ itemId: appId, title: 'org.example.permitted', markets: ['DE'] }],
      },
    });
    const page = (await support.get(`${RADAR}?days=90&limit=1`)).body;
    const next = await support.get(`${RADAR}?days=90&limit=1&cursor=${page.nextCursor}`);
    expect([next.body.data[0].conditionId, next.body.nextCursor]).toEqual([report, null]);
    for (const at of [inDays(0.01), inDays(11), inDays(61)]) {
      const { body } = await support.get(`/v1/availability?item=${appId}&market=DE&action=acquire&at=${at}`);
      expect(body.allowed).toBe(true);
    }
  });

  it('are met by somebody who answers for it, once, and are shown no more', async () => {
    const conditionId = await add('a bond is posted', 5);
    const meet = () => legal.post(`${path(paper)}/${conditionId}/met`, { reason: 'receipt 7/26' });
    const answers = await Promise.all([meet(), meet(), meet()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await meet()).body.code).toBe('condition-met');
    expect(await texts(7)).toEqual([]);
    const { data } = (await support.get(path(paper))).body;
    const met = {
      at: expect.any(String) as string,
      by: expect.any(String) as string,
      because: 'receipt 7/26',
    };
    expect(data).toMatchObject([{ met: null }, { met: null }, { id: conditionId, met }]);
    const events = await shop.database.query<{ action: string; actor_id: string }>(
      `SELECT action, actor_id FROM audit_event WHERE subject_id = $1 AND action LIKE 'credential.condition%' ORDER BY id`,
      [paper],
    );
    expect(events.map(({ action }) => action)).toEqual([
      ...Array.from({ length: 3 }, () => 'credential.condition-add'),
      'credential.condition-met',
    ]);
    expect(events[0]?.actor_id).toBe(managerId);
  });

  it('stay when they are overdue, and go with a paper that counts no more', async () => {
    const other = await record('court-permission.other');
    await add('nobody asks for this paper', -2, other);
    await add('a fee is paid', -1);
    const overdue = await radar(7);
    expect(overdue.map(({ text, overdue: late }) => [text, late])).toEqual([
      ['nobody asks for this paper', true],
      ['a fee is paid', true],
    ]);
    expect(overdue.map(({ atStake }) => atStake)).toMatchObject([
      { markets: [], items: 0 },
      { markets: ['DE'], items: 1 },
    ]);
    const suspended = await manager.post(`/v1/ops/credentials/${other}/status`, {
      status: 'suspended',
      reason: 'not paid',
    });
    expect(suspended.status).toBe(200);
    expect(await texts(7)).toEqual(['a fee is paid']);
  });

  it('are 50 at most, whoever adds at the same time', async () => {
    const credentialId = await record('court-permission.many');
    const statuses: number[] = [];
    for (let round = 0; round < 200 && !statuses.includes(-1); round++) {
      const answers = await Promise.all(
        Array.from({ length: 5 }, () =>
          manager.post(path(credentialId), { text: 'one more', due: inDays(400) }),
        ),
      );
      for (const { status, body } of answers) {
        expect([201, 409]).toContain(status);
        statuses.push(body.code === 'too-many-conditions' ? -1 : status);
      }
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(50);
    expect((await support.get(path(credentialId))).body.data).toHaveLength(50);
  });

  it('are for staff, about credentials that there are', async () => {
    const body = { text: 'a report is filed', due: inDays(3) };
    const unknown = randomUUID();
    expect((await manager.post(path(unknown), body)).body.code).toBe('credential-not-found');
    expect((await support.get(path(unknown))).body.code).toBe('credential-not-found');
    const met = (id: string) => manager.post(`${path(paper)}/${id}/met`, { reason: 'seen' });
    expect((await met(unknown)).body.code).toBe('condition-not-found');
    const elsewhere = await add('of another paper', 200, await record('court-permission.else'));
    expect((await met(elsewhere)).body.code).toBe('condition-not-found');
    const early = await manager.post(path(paper), { ...body, due: '1800-01-01T00:00:00Z' });
    expect([early.status, early.body.errors[0].pointer]).toEqual([422, '/due']);
    for (const wrong of [{ text: 'no day' }, { ...body, text: '' }, { ...body, due: 'soon' }])
      expect((await manager.post(path(paper), wrong)).status).toBe(400);
    const consumer = api(shop, (await aConsumer(shop)).token);
    for (const [client, status] of [
      [api(shop), 401],
      [consumer, 403],
    ] as const) {
      expect((await client.get(path(paper))).status).toBe(status);
      expect((await client.get(RADAR)).status).toBe(status);
      expect((await client.post(path(paper), body)).status).toBe(status);
      expect((await client.post(`${path(paper)}/${elsewhere}/met`, { reason: 'x' })).status).toBe(status);
    }
    expect((await support.post(path(paper), body)).status).toBe(403);
    expect((await support.get(`${RADAR}?days=8`)).status).toBe(400);
  });
});
