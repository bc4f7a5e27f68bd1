import { aStaffMember, api, type Client } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

const PATH = '/v1/ops/change-sets';

/** What a set was about stays in its title when its edits are others. */
describe('a change set that was about what is kept for the role legal', () => {
  let shop: Shop;
  let lawyer: Client, lawyerToo: Client, manager: Client, approver: Client;
  let itemId: string;
  beforeAll(async () => {
    shop = await startShop();
    itemId = await sellApp(shop, 'org.example.hushed', { free: true });
    const staff = async (role: 'legal' | 'market-manager' | 'market-approver') =>
      api(shop, (await aStaffMember(shop, role)).token);
    [lawyer, lawyerToo] = [await staff('legal'), await staff('legal')];
    [manager, approver] = [await staff('market-manager'), await staff('market-approver')];
  });
  afterAll(() => shop.close());

  const secret = 'Sealed order 21/2026';
  const words = { title: secret, reason: secret, ticket: secret };
  const order = (valid?: object) => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { itemIds: [itemId] },
    markets: { expression: 'DE', coversFutureMarkets: false },
    retention: 'freeze',
    visibility: 'legal',
    reason: secret,
    ...(valid && { valid }),
  });
  const market = (code: string, status: string) => ({
    do: 'change-market-status',
    market: code,
    status,
    reason: 'a plan',
  });

  /** Only the role legal reads what the set is called, and approves what it opens. */
  async function isSealed(id: string) {
    expect((await lawyer.get(`${PATH}/${id}`)).body).toMatchObject({
      title: expect.stringContaining(secret) as string,
      ticket: secret,
      visibility: 'legal',
    });
    for (const other of [manager, approver]) {
      const hidden = { title: null, reason: null, ticket: null, visibility: 'legal' };
      expect((await other.get(`${PATH}/${id}`)).body).toMatchObject(hidden);
    }
    for (const path of [`${PATH}/${id}`, PATH, '/v1/ops/audit?limit=100'])
      expect(JSON.stringify((await approver.get(path)).body)).not.toContain(secret);
    const { body } = await manager.post(`${PATH}/${id}/preview`);
    expect(body.diff).toMatchObject({ visibility: 'legal', counts: [], firstGained: [], firstLost: [] });
    return body.diff.hash as string;
  }

  it('is sealed when it gets edits that anybody may read', async () => {
    const { id } = (await lawyer.post(PATH, { ...words, edits: [order()] })).body;
    const replaced = await lawyer.put(`${PATH}/${id}/edits`, { edits: [market('IT', 'open')] });
    expect(replaced.status).toBe(200);
    const hash = await isSealed(id as string);
    await lawyer.post(`${PATH}/${id}/submit`, { hash });
    const refused = await approver.post(`${PATH}/${id}/approve`, { hash });
    expect(refused).toMatchObject({ status: 403, body: { code: 'role-required' } });
    expect((await lawyerToo.post(`${PATH}/${id}/approve`, { hash })).body.state).toBe('approved');
    expect(await isSealed(id as string)).toBe(hash);
  });

  it('does not tell when its order begins by what it may be scheduled for', async () => {
    const begins = new Date(shop.clock.now().getTime() + 86_400_000).toISOString();
    const { id } = (await lawyer.post(PATH, { ...words, edits: [order({ from: begins })] })).body;
    const { hash } = (await lawyer.post(`${PATH}/${id}/preview`)).body.diff;
    const schedule = (client: Client) => client.post(`${PATH}/${id}/schedule`, { hash, due: { at: begins } });
    expect((await schedule(lawyer)).body).toMatchObject({ code: 'due-too-late', turn: begins });
    const scheduled = await schedule(manager);
    expect(scheduled.body).toMatchObject({ state: 'scheduled' });
    expect(JSON.stringify(scheduled.body)).not.toContain('turn');
  });

  it('seals the set that takes it back, when nothing is left of its order', async () => {
    const until = new Date(shop.clock.now().getTime() + 30_000);
    const edits = [order({ until: until.toISOString() }), market('ES', 'closed')];
    const { id } = (await lawyer.post(PATH, { ...words, edits })).body;
    const { hash } = (await lawyer.post(`${PATH}/${id}/preview`)).body.diff;
    expect((await manager.post(`${PATH}/${id}/apply`, { hash })).body).toMatchObject({ state: 'applied' });
    shop.clock.set(new Date(until.getTime() + 1_000));
    const taken = await lawyer.post(`${PATH}/${id}/revert`, { reason: 'settled' });
    expect(taken).toMatchObject({ status: 201, body: { reverts: id, visibility: 'legal' } });
    expect(taken.body.edits).toEqual([expect.objectContaining({ do: 'change-market-status' })]);
    await isSealed(taken.body.id as string);
  });
});
