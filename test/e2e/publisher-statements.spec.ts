import { CreateDevice } from '@portolan/catalog';
import { systemActor } from '@portolan/platform';
import { ChangeCredentialStatus, PutRequirement } from '@portolan/regions';
import { selectTerritories } from '../support/markets';
import { aMember, api, aStaffMember, type Client } from '../support/people';
import { someone } from '../support/publishing';
import { sellApp, type Shop, startShop } from '../support/shop';

const system = systemActor('test');
const address = { lines: ['Am Hafen 7'], postalCode: '20457', city: 'Hamburg', region: null, country: 'DE' };
const trader = {
  part: 'trader',
  status: 'trader',
  name: 'Harbour Games GmbH',
  address,
  phone: '+4940123456',
  email: 'Legal@Harbour.example',
  register: 'Amtsgericht Hamburg HRB 1234',
  compliesWithUnionLaw: true,
};

describe('what a publisher says of itself', () => {
  let shop: Shop;
  let owner: Client;
  let manager: Client;
  let approver: Client;
  let path: string;
  let ops: string;
  beforeAll(async () => {
    shop = await startShop();
    owner = api(shop, shop.owner.token);
    manager = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    approver = api(shop, (await aStaffMember(shop, 'market-approver')).token);
    path = `/v1/publishers/${shop.owner.publisherId}/statements`;
    ops = `/v1/ops/publishers/${shop.owner.publisherId}/statements`;
    await sellApp(shop, 'org.example.traded', { free: true });
    const device = await shop.app.get(CreateDevice).execute({
      publisherId: shop.owner.publisherId,
      slug: 'traded-one',
      category: 'device/phone',
      names: { en: { name: 'Traded One', summary: 'A phone.' } },
      attributes: {},
      actor: someone('market-manager'),
    });
    await selectTerritories(shop, device.id, 'WORLD');
    await shop.app.get(PutRequirement).execute({
      items: { kinds: ['app'] },
      markets: { expression: 'EU', coversFutureMarkets: true },
      actions: ['acquire'],
      anyOf: [['trader.eu']],
      enforcement: 'blocking',
      missingCode: 'PUBLISHER.TRADER_STATUS_MISSING',
      actor: system,
    });
  });
  afterAll(() => shop.close());

  const page = async (market: string) =>
    (await api(shop).get(`/v1/storefront/${market}/apps/org.example.traded`)).body as {
      trader: unknown;
      availability: { state: string; reasons: { code: string }[] };
    };
  const devicePage = async (market: string) =>
    (await api(shop).get(`/v1/storefront/${market}/devices/traded-one`)).body as { trader: unknown };
  const decide = (credentialId: string, status: 'verified' | 'rejected' | 'lapsed', reason: string) =>
    shop.app.get(ChangeCredentialStatus).execute({ credentialId, status, reason, actor: system });
  const statuses = async () =>
    ((await owner.get(path)).body.data as { status: string }[]).map(({ status }) => status);

  it('is shown to consumers once two of the staff verified it, where the law asks for it', async () => {
    const said = await owner.post(path, trader);
    expect(said).toMatchObject({ status: 201, body: { status: 'submitted', statusReason: null } });
    const before = await page('DE');
    expect([before.trader, (await devicePage('DE')).trader]).toEqual([null, null]);
    expect(before.availability.reasons).toMatchObject([{ code: 'PUBLISHER.TRADER_STATUS_MISSING' }]);

    const { body: list } = await manager.get(ops);
    expect(list.data).toMatchObject([{ id: said.body.id, statement: { name: 'Harbour Games GmbH' } }]);
    const { credentialId } = list.data[0] as { credentialId: string };
    const step = { status: 'verified', reason: 'Found in the register.' };
    const alone = await manager.post(`/v1/ops/credentials/${credentialId}/status`, step);
    expect(alone).toMatchObject({ status: 409, body: { code: 'approval-required' } });
    const { body: set } = await manager.post('/v1/ops/change-sets/proposals', alone.body.proposal);
    const one = `/v1/ops/change-sets/${set.set.id}`;
    await approver.post(`${one}/approve`, { hash: set.diff.hash });
    expect((await manager.post(`${one}/apply`, { hash: set.diff.hash })).body.state).toBe('applied');

    const { part: _, ...shown } = trader;
    const after = await page('DE');
    expect(after).toMatchObject({
      trader: { ...shown, email: 'legal@harbour.example' },
      availability: { state: 'available' },
    });
    expect((await page('US')).trader).toBeNull();
    // A device of the same publisher tells the same of it.
    expect((await devicePage('DE')).trader).toEqual((await page('DE')).trader);
    expect((await devicePage('US')).trader).toBeNull();
    expect(await statuses()).toEqual(['verified']);
  });

  it('changes for consumers when the new is verified, and stays when it is rejected', async () => {
    const moved = { ...trader, address: { ...address, lines: ['Am Kai 1'] } };
    const { body: second } = await owner.post(path, moved);
    expect(await page('DE')).toMatchObject({ trader: { address }, availability: { state: 'available' } });
    await decide(second.credentialId as string, 'rejected', 'No such house.');
    expect((await owner.get(path)).body.data[0]).toMatchObject({
      status: 'rejected',
      statusReason: 'No such house.',
    });
    const { body: third } = await owner.post(path, { part: 'trader', status: 'not-trader' });
    expect(await statuses()).toEqual(['submitted', 'withdrawn', 'verified']);
    expect((await page('DE')).trader).toMatchObject({ status: 'trader' });
    await decide(third.credentialId as string, 'verified', 'A hobby.');
    expect((await page('DE')).trader).toEqual({ status: 'not-trader' });
    expect(await statuses()).toEqual(['verified', 'withdrawn', 'lapsed']);
    // What was withdrawn can be verified by nobody any more.
    await expect(decide(second.credentialId as string, 'verified', 'x')).rejects.toMatchObject({
      code: 'credential-not-found',
    });
    await decide(third.credentialId as string, 'lapsed', 'Sells every day.');
    expect(await page('DE')).toMatchObject({ trader: null, availability: { state: 'not-offered' } });
  });

  it('about its legal entity and address is checked with a paper', async () => {
    const entity = {
      part: 'legal-entity',
      name: 'Harbour Games GmbH',
      form: 'GmbH',
      registrationNumber: 'HRB 1234',
      country: 'DE',
    };
    for (const statement of [entity, { part: 'address', ...address }]) {
      const { body: said } = await owner.post(path, statement);
      expect(said).toMatchObject({ status: 'draft', statement });
      const credential = `/v1/publishers/${shop.owner.publisherId}/credentials/${said.credentialId}`;
      expect((await owner.post(`${credential}/submit`)).body.code).toBe('evidence-missing');
      await owner.call('POST', `${credential}/evidence?name=extract.pdf`, {
        raw: Buffer.from('%PDF-1.7\nan extract\n'),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect((await owner.post(`${credential}/submit`)).body.status).toBe('submitted');
      await decide(said.credentialId as string, 'verified', 'Seen.');
    }
    expect((await statuses()).slice(0, 2)).toEqual(['verified', 'verified']);
  });

  it('cannot be a bare credential, of which consumers would see nothing, unless staff record it', async () => {
    const markets = { expression: 'EU', coversFutureMarkets: true };
    const bare = { type: 'trader.eu', issuer: 'Me', number: null, items: {}, markets };
    const refused = await owner.post(`/v1/publishers/${shop.owner.publisherId}/credentials`, bare);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'statement-required', detail: expect.stringContaining(path) as string },
    });
    const holder = { kind: 'publisher', publisherId: shop.owner.publisherId };
    const recorded = await manager.post('/v1/ops/credentials', { ...bare, holder });
    expect([recorded.status, recorded.body.code]).toEqual([201, undefined]);
  });

  it('is refused where it is not whole', async () => {
    const { phone: _, ...unreachable } = trader;
    for (const wrong of [
      unreachable,
      { ...trader, phone: '040 123456' },
      { ...trader, compliesWithUnionLaw: false },
      { part: 'trader', status: 'not-trader', name: 'x' },
      { part: 'address', ...address, lines: [] },
      { part: 'tax', number: '1' },
    ])
      expect((await owner.post(path, wrong)).status).toBe(400);
    expect((await owner.post(path, { ...trader, email: 'a@b' })).body.code).toBe('email-invalid');
  });

  it('is one thing at a time, however many say it at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => owner.post(path, { ...trader, name: `N${n}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await statuses()).slice(0, 4).sort()).toEqual([
      'submitted',
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('is for the publisher’s administrators and those who verify it, and the log does not repeat it', async () => {
    for (const role of ['viewer', 'finance', 'release-manager'] as const) {
      const member = api(shop, (await aMember(shop, shop.owner, role)).token);
      expect([(await member.get(path)).status, (await member.post(path, trader)).status]).toEqual([403, 403]);
    }
    expect((await api(shop, (await aStaffMember(shop, 'support')).token).get(ops)).status).toBe(403);
    expect((await owner.get(ops)).status).toBe(403);
    const nobodys = ops.replace(shop.owner.publisherId, '00000000-0000-7000-8000-000000000000');
    expect((await manager.get(nobodys)).status).toBe(404);
    const events = await shop.database.query<{ after: object }>(
      `SELECT e.after FROM audit_event e WHERE e.action = 'publisher.state'`,
    );
    expect(events.length).toBeGreaterThan(4);
    expect(JSON.stringify(events)).not.toMatch(/Harbour|Hamburg|4940/);
  });
});
