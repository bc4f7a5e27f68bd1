import { systemActor } from '@portolan/platform';
import { PutRequirement, RecordCredential } from '@portolan/regions';
import { carryOut } from '../support/change-sets';
import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { buy, sellApp, send, type Shop, startShop } from '../support/shop';

const DAY = 86_400_000;

describe('the expiry radar', () => {
  let shop: Shop;
  let support: Client;
  let appId: string;
  let paid: string;
  const ids: Record<string, string> = {};
  const actor = systemActor('test');
  const start = Date.now();
  const inDays = (days: number) => new Date(start + days * DAY);

  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.example.rated', { free: true });
    paid = await sellApp(shop, 'org.example.paid');
    await sellApp(shop, 'org.example.unrated', { free: true });
    const markets = { expression: 'DE + FR', coversFutureMarkets: false };
    for (const type of ['rating.usk', 'radio.red']) {
      await shop.app.get(PutRequirement).execute({
        items: { itemIds: type === 'rating.usk' ? [appId, paid] : [appId] },
        markets: type === 'rating.usk' ? markets : { expression: 'US', coversFutureMarkets: false },
        actions: type === 'rating.usk' ? ['list', 'acquire'] : ['acquire'],
        anyOf: [[type]],
        enforcement: 'blocking',
        missingCode: 'CONTENT.RATING_MISSING',
        actor,
      });
    }
    const record = async (
      name: string,
      type: string,
      days: number,
      expression = 'WORLD',
      verified = true,
    ) => {
      const { id } = await shop.app.get(RecordCredential).execute({
        type,
        holder: { kind: 'operator' },
        issuer: 'An office',
        number: name,
        items: {},
        markets: { expression, coversFutureMarkets: true },
        valid: { from: null, until: inDays(days) },
        actor,
      });
      ids[name] = id;
      if (verified)
        await carryOut(shop.app, {
          do: 'change-credential-status',
          credentialId: id,
          status: 'verified',
          reason: 'seen',
        });
    };
    await record('rating', 'rating.usk', 20, 'DE + FR');
    await record('red', 'radio.red', 5);
    // Covers what `red` does in France only, where nobody asks for it.
    await record('needless', 'radio.red', 60, 'FR');
    await record('draft', 'rating.usk', 3, 'WORLD', false);
    await record('far', 'rating.usk', 120, 'FR');
    support = api(shop, (await aStaffMember(shop, 'support')).token);
  });
  afterAll(() => shop.close());

  const names = (body: { data: { number: string }[] }) => body.data.map(({ number }) => number);

  it('lists what lapses in the window, soonest first', async () => {
    expect(names((await support.get('/v1/ops/expiry-radar?days=7')).body)).toEqual(['red']);
    expect(names((await support.get('/v1/ops/expiry-radar')).body)).toEqual(['red', 'rating']);
    const all = (await support.get('/v1/ops/expiry-radar?days=90')).body;
    expect(names(all)).toEqual(['red', 'rating', 'needless']);
    const first = (await support.get('/v1/ops/expiry-radar?days=90&limit=2')).body;
    expect(names(first)).toEqual(['red', 'rating']);
    const second = await support.get(`/v1/ops/expiry-radar?days=90&limit=2&cursor=${first.nextCursor}`);
    expect([names(second.body), second.body.nextCursor]).toEqual([['needless'], null]);
  });

  it('says what closes with each, as the decision does', async () => {
    const { data } = (await support.get('/v1/ops/expiry-radar?days=90')).body;
    expect(data[0]).toMatchObject({
      credentialId: ids.red,
      holder: { kind: 'operator', publisherId: null },
      until: inDays(5).toISOString(),
      atStake: { markets: ['US'], items: 1, cells: { list: 0, acquire: 1 }, revenue: [] },
    });
    // In France another rating goes on.
    expect(data[1].atStake).toEqual({
      markets: ['DE'],
      items: 2,
      cells: { list: 2, acquire: 2 },
      first: [appId, paid].sort().map((itemId) => ({
        itemId,
        title: itemId === paid ? 'org.example.paid' : 'org.example.rated',
        markets: ['DE'],
      })),
      revenue: [],
    });
    expect(data[2].atStake).toEqual({
      markets: [],
      items: 0,
      cells: { list: 0, acquire: 0 },
      first: [],
      revenue: [],
    });
    const until = Date.parse(data[1].until as string);
    const ask = async (at: number) => {
      const path = `/v1/availability?item=${appId}&market=DE&at=${new Date(at).toISOString()}`;
      return (await support.get(path)).body.allowed as boolean;
    };
    expect([await ask(until - 1), await ask(until)]).toEqual([true, false]);
  });

  it('says what was earned within 90 days where buying closes, less refunds', async () => {
    const buyer = async () => ({ person: await aConsumer(shop), orderId: '' });
    const orders = await Promise.all([buyer(), buyer(), buyer()]);
    for (const order of orders) order.orderId = await buy(shop, order.person, paid);
    const other = await sellApp(shop, 'org.example.bystander');
    await buy(shop, await aConsumer(shop), other);
    const revenues = async () => {
      const { body } = await support.get('/v1/ops/expiry-radar?days=90');
      return (body.data as { atStake: { revenue: unknown } }[]).map(({ atStake }) => atStake.revenue);
    };
    expect(await revenues()).toEqual([[], [{ currency: 'EUR', amount: 3 * 499 }], []]);
    const staff = await aStaffMember(shop, 'support');
    const refund = { reason: 'partly broken', amount: 200 };
    expect((await send(shop, staff, `/v1/ops/orders/${orders[0]?.orderId}/refund`, refund)).status).toBe(201);
    await shop.database.query(
      `UPDATE customer_order SET fulfilled_at = fulfilled_at - interval '91 days' WHERE id = $1`,
      [orders[1]?.orderId],
    );
    expect(await revenues()).toEqual([[], [{ currency: 'EUR', amount: 2 * 499 - 200 }], []]);
  });

  it('takes 7, 30 and 90 days, and is for staff', async () => {
    expect((await support.get('/v1/ops/expiry-radar?days=8')).status).toBe(400);
    expect((await support.get('/v1/ops/expiry-radar?cursor=W10')).body.code).toBe('cursor-invalid');
    const consumer = api(shop, (await aConsumer(shop)).token);
    expect((await consumer.get('/v1/ops/expiry-radar')).status).toBe(403);
  });
});
