import { SeedRegions } from '@portolan/regions';
import { aConsumer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('risk acceptances over HTTP', () => {
  let store: TestApp;
  let manager: Client;
  let approver: Client;
  let consumer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    approver = api(store, (await aStaffMember(store, 'market-approver')).token);
    consumer = api(store, (await aConsumer(store)).token);
  });
  afterAll(() => store.close());

  const PATH = '/v1/ops/risk-acceptances';
  const markets = { expression: 'DE', coversFutureMarkets: false };

  it('are accepted by a change set that two people carry, listed and ended', async () => {
    const requirementId = '00000000-0000-7000-8000-0000000000b1';
    const edits = [
      {
        do: 'put-requirement',
        newId: requirementId,
        items: { kinds: ['device'] },
        markets,
        actions: ['acquire'],
        anyOf: [['patent-licence.holder']],
        enforcement: 'risk-gated',
        missingCode: 'IP.LICENCE_MISSING',
      },
      {
        do: 'accept-risk',
        requirementId,
        items: {},
        markets,
        acceptedBy: 'Erika Mustermann',
        justification: 'Counsel sees no claim.',
        valid: { until: '2126-01-01T00:00:00Z' },
      },
    ];
    const { body: set } = await manager.post('/v1/ops/change-sets', { title: 'Risk', reason: 'x', edits });
    const path = `/v1/ops/change-sets/${set.id}`;
    const { body: seen } = await manager.post(`${path}/preview`);
    expect(seen.set.needsApproval).toBe(true);
    const hash = { hash: seen.diff.hash };
    await manager.post(`${path}/submit`, hash);
    await approver.post(`${path}/approve`, hash);
    expect((await manager.post(`${path}/apply`, hash)).body.state).toBe('applied');

    const { body: page } = await approver.get(`${PATH}?ended=false&requirementId=${requirementId}`);
    expect(page.data).toMatchObject([
      { requirementId, acceptedBy: 'Erika Mustermann', valid: { until: '2126-01-01T00:00:00.000Z' } },
    ]);
    const end = `${PATH}/${page.data[0].id}/end`;
    expect((await manager.post(end, { reason: 'settled' })).status).toBe(204);
    expect((await manager.post(end, { reason: 'settled' })).body.code).toBe('risk-acceptance-ended');
    expect((await manager.get(`${PATH}?ended=false`)).body.data).toEqual([]);
  });

  it('has no route that accepts, needs an end, and is nothing for consumers', async () => {
    expect((await manager.post(PATH, {})).status).toBe(404);
    const endless = {
      do: 'accept-risk',
      requirementId: '00000000-0000-7000-8000-0000000000b1',
      items: {},
      markets,
      acceptedBy: 'Erika Mustermann',
      justification: 'x',
      valid: {},
    };
    const refused = await manager.post('/v1/ops/change-sets', { title: 'R', reason: 'x', edits: [endless] });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/edits/0/valid/until' }] } });
    expect((await consumer.get(PATH)).status).toBe(403);
  });
});
