import { SeedRegions } from '@portolan/regions';
import {
  aConsumer,
  aMember,
  aPublisherOwner,
  aStaffMember,
  api,
  type Owner,
  tokensOf,
} from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const RATES = '/v1/ops/exchange-rates';
const PACKAGE = 'org.example.prices';
const CONVERT = `/androidpublisher/v3/applications/${PACKAGE}/pricing:convertRegionPrices`;
const DAY = 86_400_000;

/** What a price is in other currencies, by rates that staff record. */
describe('prices in other currencies', () => {
  let store: TestApp;
  let owner: Owner;
  let finance: { email: string; token: string };
  const today = () => store.clock.now().toISOString().slice(0, 10);

  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    owner = await aPublisherOwner(store);
    const app = { packageName: PACKAGE, defaultLanguage: 'en-US', title: 'Prices' };
    await api(store, owner.token).post(
      `/androidpublisher/v3/developers/${owner.publisherId}/applications`,
      app,
    );
    finance = await aStaffMember(store, 'finance');
  });
  afterAll(() => store.close());

  const convert = (price: object) => api(store, owner.token).post(CONVERT, { price });
  const record = (rates: object[], more: object = {}) =>
    api(store, finance.token).put(RATES, { source: 'ECB', observedOn: today(), rates, ...more });

  it('are refused as long as no rate is known', async () => {
    const { status, body } = await convert({ currencyCode: 'USD', units: '4', nanos: 990_000_000 });
    expect([status, body.error.portolan.code]).toEqual([400, 'exchange-rate-unknown']);
    // In its own currency a price needs no rate.
    const euro = await convert({ currencyCode: 'EUR', units: '4', nanos: 990_000_000 });
    expect(euro.body.convertedRegionPrices.DE).toEqual({
      regionCode: 'DE',
      price: { currencyCode: 'EUR', units: '4', nanos: 990_000_000 },
    });
    expect(euro.body.convertedRegionPrices.JP).toBeUndefined();
    expect(euro.body.portolan.leftOut).toContainEqual({
      regionCode: 'JP',
      code: 'exchange-rate-unknown',
      detail: expect.stringContaining('JPY') as string,
    });
  });

  it('are given by the newest rates, without tax, and where they can be charged', async () => {
    const rates = [
      { currency: 'USD', perEuro: '1.25' },
      { currency: 'JPY', perEuro: '160.50' },
    ];
    expect(
      (await record([{ currency: 'JPY', perEuro: '1' }], { observedOn: '2020-01-01' })).body.data,
    ).toEqual([]);
    expect((await record(rates)).body.data).toEqual([
      { currency: 'JPY', perEuro: '160.5', source: 'ECB', observedOn: today() },
      { currency: 'USD', perEuro: '1.25', source: 'ECB', observedOn: today() },
    ]);
    const { body } = await convert({ currencyCode: 'USD', units: '5' });
    expect(body.convertedRegionPrices).toMatchObject({
      DE: { price: { currencyCode: 'EUR', units: '4', nanos: 0 } },
      US: { price: { currencyCode: 'USD', units: '5', nanos: 0 } },
      JP: { price: { currencyCode: 'JPY', units: '642', nanos: 0 } },
    });
    expect(body.convertedOtherRegionsPrice).toEqual({
      usdPrice: { currencyCode: 'USD', units: '5', nanos: 0 },
      eurPrice: { currencyCode: 'EUR', units: '4', nanos: 0 },
    });
    expect(body.portolan.tax).toContain('not calculated');
    // Subdivisions pay as their country does.
    expect(Object.keys(body.convertedRegionPrices).filter((code) => code.includes('-'))).toEqual([]);
    const little = await convert({ currencyCode: 'USD', units: '0', nanos: 100_000_000 });
    expect(little.body.convertedRegionPrices.DE).toBeUndefined();
    expect(little.body.portolan.leftOut).toContainEqual(
      expect.objectContaining({ regionCode: 'DE', code: 'price-below-minimum' }),
    );
  });

  it('follow a correction of the same source, which the log keeps', async () => {
    await record([{ currency: 'JPY', perEuro: '150' }]);
    const { body } = await convert({ currencyCode: 'EUR', units: '4' });
    expect(body.convertedRegionPrices.JP.price.units).toBe('600');
    const [event] = await store.database.query<object>(
      `SELECT e.action, e.before, e.after FROM audit_event e WHERE e.action = 'exchange-rates.set' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(event).toMatchObject({
      before: { source: 'ECB', rates: { JPY: '160.5', USD: '1.25' } },
      after: { source: 'ECB', rates: { JPY: '150' } },
    });
  });

  it.each([
    ['a price finer than its currency', { currencyCode: 'JPY', units: '4', nanos: 5 }, 'price-too-fine'],
    ['a currency that is none', { currencyCode: 'XXX', units: '4' }, 'currency-unknown'],
    ['no price', { units: '4' }, 'request-invalid'],
  ])('are refused for %s', async (_what, price, code) => {
    const { status, body } = await convert(price);
    expect([status, body.error.portolan.code]).toEqual([400, code]);
  });

  it('are by rates that are refused when they cannot be right', async () => {
    const { status, body } = await record([
      { currency: 'EUR', perEuro: '1' },
      { currency: 'XXX', perEuro: '2' },
      { currency: 'CHF', perEuro: '0.000' },
      { currency: 'CHF', perEuro: '0.9' },
    ]);
    expect([status, body.code]).toEqual([422, 'rates-invalid']);
    expect(body.errors.map((one: { code: string }) => one.code)).toEqual([
      'currency-base',
      'currency-unknown',
      'rate-zero',
      'currency-twice',
    ]);
    const tomorrow = new Date(store.clock.now().getTime() + DAY).toISOString().slice(0, 10);
    const early = await record([{ currency: 'CHF', perEuro: '1' }], { observedOn: tomorrow });
    expect([early.status, early.body.code]).toEqual([422, 'rates-of-tomorrow']);
    const ancient = await record([{ currency: 'CHF', perEuro: '1' }], { observedOn: '0000-01-01' });
    expect([ancient.status, ancient.body.code]).toEqual([400, 'request-invalid']);
    for (const perEuro of ['-1', '1,2', '1e3', '', 1])
      expect((await record([{ currency: 'CHF', perEuro }])).status).toBe(400);
  });

  it('are recorded by finance alone, and given to who may see the app', async () => {
    const body = { source: 'Me', observedOn: today(), rates: [{ currency: 'USD', perEuro: '9' }] };
    const support = await aStaffMember(store, 'support');
    const stranger = await aPublisherOwner(store);
    const viewer = await aMember(store, owner, 'viewer');
    const consumer = await aConsumer(store);
    for (const { token } of [support, owner, consumer])
      expect((await api(store, token).put(RATES, body)).status).toBe(403);
    expect((await api(store, support.token).get(RATES)).status).toBe(200);
    expect((await api(store, owner.token).get(RATES)).status).toBe(403);
    const price = { price: { currencyCode: 'EUR', units: '4' } };
    for (const [token, status] of [
      [undefined, 401],
      [consumer.token, 404],
      [stranger.token, 404],
      [viewer.token, 200],
    ] as const)
      expect((await api(store, token).post(CONVERT, price)).status).toBe(status);
    const other = await api(store, owner.token).post(CONVERT.replace('convert', 'guess'), price);
    expect(other.status).toBe(501);
  });

  it('are not given by rates that are too old', async () => {
    store.clock.advance(32 * DAY);
    owner = { ...owner, ...(await tokensOf(store, owner.email)) };
    const { body } = await convert({ currencyCode: 'USD', units: '5' });
    expect(body.error.portolan.code).toBe('exchange-rate-unknown');
  });
});
