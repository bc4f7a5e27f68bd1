import { api } from '../support/client';
import { openMarkets } from '../support/markets';
import { aStaffMember, type Person } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

/** A court may order that its order is not spoken of. */
describe('a prohibition that is kept for the role legal', () => {
  let store: TestApp;
  let lawyer: Person, support: Person, approver: Person;
  const secret = 'Sealed order 17/2026';

  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE');
    [lawyer, support, approver] = [
      await aStaffMember(store, 'legal'),
      await aStaffMember(store, 'support'),
      await aStaffMember(store, 'market-approver'),
    ];
    const prohibition = {
      type: 'court-injunction',
      items: { categories: ['app/tools'] },
      markets: { expression: 'DE', coversFutureMarkets: false },
      retention: 'freeze',
      visibility: 'legal',
      reason: secret,
    };
    expect((await api(store, lawyer.token).post('/v1/ops/prohibitions', prohibition)).status).toBe(201);
    const set = { title: secret, reason: secret, edits: [{ do: 'issue-prohibition', ...prohibition }] };
    expect((await api(store, lawyer.token).post('/v1/ops/change-sets', set)).status).toBe(201);
  });
  afterAll(() => store.close());

  const read = async (person: Person, path: string): Promise<string> =>
    JSON.stringify((await api(store, person.token).get(path)).body);

  it('is in the audit log for that role, and for no other', async () => {
    expect(await read(lawyer, '/v1/ops/audit?limit=100')).toContain(secret);
    for (const other of [support, approver])
      expect(await read(other, '/v1/ops/audit?limit=100')).not.toContain(secret);
  });

  it('is in the list of prohibitions for that role, and for no other', async () => {
    expect(await read(lawyer, '/v1/ops/prohibitions')).toContain(secret);
    for (const other of [support, approver])
      expect(await read(other, '/v1/ops/prohibitions')).not.toContain(secret);
  });
});
