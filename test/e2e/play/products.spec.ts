import { randomUUID } from 'node:crypto';
import { api } from '../../support/client';
import { aServiceAccount, signed } from '../../support/machines';
import { selectTerritories } from '../../support/markets';
import { aConsumer, aMember, aPublisherOwner, aStaffMember } from '../../support/people';
import { sellApp, type Shop, startShop } from '../../support/shop';

const PACKAGE = 'org.example.coins';
const APP = `/androidpublisher/v3/applications/${PACKAGE}`;
const PRODUCTS = `${APP}/inappproducts`;

const price = (priceMicros: string, currency: string) => ({ priceMicros, currency });
const product = (sku: string, more: object = {}) => ({
  packageName: PACKAGE,
  sku,
  status: 'active',
  purchaseType: 'managedUser',
  defaultLanguage: 'en',
  listings: { en: { title: 'A bag of coins', description: 'A hundred of them.' } },
  defaultPrice: price('4990000', 'EUR'),
  ...more,
});

/** What is sold inside apps, as tools for Google Play write it. */
describe('in-app products', () => {
  let shop: Shop;
  let appId: string;
  let robot: string;

  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, PACKAGE, { free: true });
    const account = await aServiceAccount(shop, shop.owner, { permissions: ['apps:read', 'prices:write'] });
    robot = await signed(account.keyFile, { now: shop.clock.now() });
    const finance = await aStaffMember(shop, 'finance');
    const observedOn = shop.clock.now().toISOString().slice(0, 10);
    const rates = [
      { currency: 'USD', perEuro: '1.25' },
      { currency: 'JPY', perEuro: '160' },
    ];
    await api(shop, finance.token).put('/v1/ops/exchange-rates', { source: 'ECB', observedOn, rates });
  });
  afterAll(() => shop.close());

  const client = () => api(shop, robot);
  const refusal = (answer: { status: number; body: { error: { portolan: { code: string } } } }) => [
    answer.status,
    answer.body.error.portolan.code,
  ];
  const stateIn = async (itemId: string, market: string) =>
    (await api(shop, shop.owner.token).get(`/v1/availability?item=${itemId}&market=${market}&action=acquire`))
      .body;

  it('a Gradle plugin: PUT, on 404 POST, and PUT again', async () => {
    const file = product('gradle.coins', { prices: { US: price('5490000', 'USD') } });
    const put = () => client().put(`${PRODUCTS}/gradle.coins?autoConvertMissingPrices=true`, file);
    const missing = await put();
    expect([missing.status, missing.body.error.code, missing.body.error.errors[0].reason]).toEqual([
      404,
      404,
      'notFound',
    ]);
    const { status, body } = await client().post(`${PRODUCTS}?autoConvertMissingPrices=true`, file);
    expect(status).toBe(200);
    const { portolan, ...written } = body;
    expect(written).toMatchObject(file);
    expect(written.prices).toMatchObject({
      DE: price('4990000', 'EUR'),
      JP: price('798000000', 'JPY'),
      US: price('5490000', 'USD'),
    });
    expect(portolan).toMatchObject({
      version: 1,
      regionsVersion: expect.stringMatching(/^\d{4}\/\d{2}$/) as string,
    });
    expect(portolan.convertedRegions).toContain('JP');
    expect(portolan.convertedRegions).not.toContain('US');
    expect(portolan.leftOut).toContainEqual(
      expect.objectContaining({ regionCode: 'CH', code: 'exchange-rate-unknown' }),
    );
    const again = await put();
    expect(again.status).toBe(200);
    // The same again is no change.
    expect(again.body.portolan.version).toBe(1);
    const read = await client().get(`${PRODUCTS}/gradle.coins`);
    expect(read.body).toMatchObject(written);
    // What was worked out follows the default price; what was set stays.
    const dearer = await client().put(`${PRODUCTS}/gradle.coins?autoConvertMissingPrices=true`, {
      ...file,
      prices: {},
      defaultPrice: price('10000000', 'EUR'),
    });
    expect(dearer.body.prices).toMatchObject({
      DE: price('10000000', 'EUR'),
      JP: price('1600000000', 'JPY'),
      US: price('5490000', 'USD'),
    });
  });

  it('keep the prices of regions that a change does not name, and lose those that are null', async () => {
    await client().post(
      PRODUCTS,
      product('kept', { prices: { DE: price('4990000', 'EUR'), US: price('5990000', 'USD') } }),
    );
    const patched = await client().patch(`${PRODUCTS}/kept`, { prices: { DE: price('3990000', 'EUR') } });
    expect(patched.body).toMatchObject({
      status: 'active',
      prices: { DE: price('3990000', 'EUR'), US: price('5990000', 'USD') },
    });
    const put = await client().put(
      `${PRODUCTS}/kept`,
      product('kept', { prices: { FR: price('4000000', 'EUR') } }),
    );
    expect(Object.keys(put.body.prices).sort()).toEqual(['DE', 'FR', 'US']);
    const gone = await client().patch(`${PRODUCTS}/kept`, { prices: { US: null, FR: null } });
    expect(gone.body.prices).toEqual({ DE: price('3990000', 'EUR') });
    // A patch names what it changes, a PUT says everything else anew.
    const texts = { de: { title: 'Ein Beutel Münzen', description: '' } };
    expect(
      Object.keys((await client().patch(`${PRODUCTS}/kept`, { listings: texts })).body.listings),
    ).toEqual(['de', 'en']);
    expect(Object.keys((await client().put(`${PRODUCTS}/kept`, product('kept'))).body.listings)).toEqual([
      'en',
    ]);
    const events = await shop.database.query<{ action: string; after: object | null }>(
      `SELECT e.action, e.after FROM audit_event e WHERE e.action LIKE 'in-app-product.%'
         AND e.after ->> 'sku' = 'kept' ORDER BY e.id`,
    );
    expect(events.map(({ action }) => action)).toEqual([
      'in-app-product.create',
      ...Array.from({ length: 5 }, () => 'in-app-product.change'),
    ]);
    expect(events[1]?.after).toMatchObject({ prices: { DE: { amount: 399, currency: 'EUR' } } });
  });

  it('are changed only as they were seen, with If-Match', async () => {
    const { body } = await client().post(PRODUCTS, product('seen'));
    const change = (tag: string) =>
      client().patch(`${PRODUCTS}/seen`, { status: 'inactive' }, { headers: { 'if-match': tag } });
    expect(refusal(await change('"7"'))).toEqual([412, 'product-changed']);
    expect((await change(`"${body.portolan.version}"`)).body).toMatchObject({ status: 'inactive' });
  });

  it('may be sold where the app may and where they have a price, which the store answers', async () => {
    const { body } = await client().post(
      PRODUCTS,
      product('where', { prices: { DE: price('990000', 'EUR') } }),
    );
    const { itemId } = body.portolan;
    expect(await stateIn(itemId, 'DE')).toMatchObject({ allowed: true, state: 'available' });
    const inFrance = await stateIn(itemId, 'FR');
    expect([inFrance.allowed, inFrance.reasons.map((one: { code: string }) => one.code)]).toEqual([
      false,
      ['COMMERCIAL.PRICE_MISSING'],
    ]);
    const why = await client().get(`${PRODUCTS}/where/availability/FR`);
    expect(why.body).toMatchObject({ allowed: false, market: 'FR' });
    await selectTerritories(shop, appId, 'WORLD - DE');
    expect((await stateIn(itemId, 'DE')).allowed).toBe(false);
    await selectTerritories(shop, appId, 'WORLD');
    // It is no app and no device: nobody orders it, and no price of an app is set for it.
    const consumer = await aConsumer(shop);
    const order = await api(shop, consumer.token).post(
      '/v1/orders',
      { market: 'DE', items: [{ itemId }] },
      { headers: { 'idempotency-key': randomUUID() } },
    );
    expect([order.status, order.body.code]).toEqual([404, 'item-not-found']);
    const prices = await api(shop, shop.owner.token).put(`/v1/apps/${itemId}/prices`, {
      prices: [{ market: 'DE', amount: 499, currency: 'EUR' }],
    });
    expect(prices.status).toBe(404);
    const list = await api(shop).get('/v1/storefront/DE/apps?limit=100');
    expect(JSON.stringify(list.body)).not.toContain(itemId);
  });

  it('are deleted for good: an id is never used again', async () => {
    await client().post(PRODUCTS, product('gone', { prices: { DE: price('990000', 'EUR') } }));
    const { itemId } = (await client().get(`${PRODUCTS}/gone`)).body.portolan;
    expect((await client().delete(`${PRODUCTS}/gone?latencyTolerance=x`)).status).toBe(204);
    expect((await client().get(`${PRODUCTS}/gone`)).status).toBe(404);
    expect((await client().delete(`${PRODUCTS}/gone`)).status).toBe(404);
    expect((await stateIn(itemId, 'DE')).allowed).toBe(false);
    expect(refusal(await client().post(PRODUCTS, product('gone')))).toEqual([409, 'product-id-taken']);
    const missing = `${PRODUCTS}/gone?allowMissing=true`;
    expect(refusal(await client().put(missing, product('gone')))).toEqual([409, 'product-id-taken']);
    expect(refusal(await client().post(PRODUCTS, product('kept')))).toEqual([409, 'product-id-taken']);
  });

  it('are shown to buyers where they may be sold, in their language', async () => {
    const shelf = async (market: string, query = '') =>
      (await api(shop).get(`/v1/storefront/${market}/apps/${PACKAGE}/products?${query}`)).body;
    const listings = {
      en: { title: 'A bag of coins', description: '' },
      de: { title: 'Ein Beutel Münzen', description: 'Hundert.' },
    };
    const prices = { DE: price('2990000', 'EUR'), US: price('3990000', 'USD') };
    const made = await client().post(PRODUCTS, product('shown', { listings, prices }));
    const of = (body: { data: { sku: string }[] }) => body.data.find(({ sku }) => sku === 'shown');
    expect(of(await shelf('DE', 'locale=de'))).toEqual({
      id: made.body.portolan.itemId,
      sku: 'shown',
      locale: 'de',
      ...listings.de,
      price: { amount: 299, currency: 'EUR' },
    });
    expect(of(await shelf('US'))).toMatchObject({ locale: 'en', price: { amount: 399, currency: 'USD' } });
    expect(of(await shelf('FR'))).toBeUndefined();
    const [first, second] = [await shelf('DE', 'limit=1'), await shelf('DE', 'limit=100')];
    expect([first.data.length <= 1, first.nextCursor !== null, second.nextCursor]).toEqual([
      true,
      true,
      null,
    ]);
    const listed = second.data.map(({ sku }: { sku: string }) => sku);
    // Neither what is not active nor what was deleted.
    expect(listed).not.toContain('seen');
    expect(listed).not.toContain('gone');
    await selectTerritories(shop, appId, 'WORLD - DE');
    expect(of(await shelf('DE'))).toBeUndefined();
    await selectTerritories(shop, appId, 'WORLD');
    const missing = await api(shop).get('/v1/storefront/DE/apps/org.example.nothing/products');
    expect([missing.status, missing.body.code]).toEqual([404, 'app-not-found']);
  });

  it('come in pages, and many at once', async () => {
    const update = (skus: string[], more: object = {}) =>
      client().post(`${PRODUCTS}:batchUpdate`, {
        requests: skus.map((sku) => ({ sku, inappproduct: product(sku), allowMissing: true, ...more })),
      });
    const skus = Array.from({ length: 100 }, (_, i) => `many.${String(i).padStart(3, '0')}`);
    const made = await update(skus);
    expect([made.status, made.body.inappproducts.length]).toEqual([200, 100]);
    const first = await client().get(`${PRODUCTS}?maxResults=1&startIndex=7`);
    expect(first.body.inappproduct).toHaveLength(100);
    const { nextPageToken: token } = first.body.tokenPagination;
    const second = await client().get(`${PRODUCTS}?token=${token}`);
    expect(second.body.tokenPagination).toBeUndefined();
    const listed = [...first.body.inappproduct, ...second.body.inappproduct].map((one) => one.sku as string);
    expect(listed).toEqual([...new Set(listed)].sort());
    expect(listed).toEqual(expect.arrayContaining(skus));
    const some = await client().get(`${PRODUCTS}:batchGet?sku=many.002&sku=many.001`);
    expect(some.body.inappproduct.map((one: { sku: string }) => one.sku)).toEqual(['many.002', 'many.001']);
    expect((await client().get(`${PRODUCTS}:batchGet?sku=many.002`)).body.inappproduct).toHaveLength(1);
    expect((await client().get(`${PRODUCTS}:batchGet?sku=many.002&sku=nothing`)).status).toBe(404);
    expect(refusal(await update([...skus, 'one.more']))).toEqual([400, 'products-at-once']);
    expect(refusal(await update(['twice', 'twice']))).toEqual([400, 'products-at-once']);
    expect(refusal(await update(['not.there'], { allowMissing: false }))).toEqual([404, 'product-not-found']);
    const drop = (named: string[]) =>
      client().post(`${PRODUCTS}:batchDelete`, {
        requests: named.map((sku) => ({ sku, packageName: PACKAGE })),
      });
    expect((await drop(['many.001', 'not.there'])).status).toBe(404);
    expect((await drop(['many.001', 'many.002'])).status).toBe(204);
    expect((await client().get(`${PRODUCTS}/many.001`)).status).toBe(404);
    expect((await client().post(`${PRODUCTS}:burn`, { requests: [] })).status).toBe(501);
    expect((await client().get(`${PRODUCTS}?token=nonsense`)).status).toBe(400);
    for (const odd of ['%00', 'a'.repeat(300), '%F0%9F%AA%99', '..%2F'])
      expect((await client().get(`${PRODUCTS}/${odd}`)).status).toBe(404);
  });

  const prices = (map: object) => product('bad', { prices: map });
  it.each([
    ['a subscription', product('bad', { purchaseType: 'subscription' }), 'purchase-type-unsupported'],
    ['the period of one', product('bad', { subscriptionPeriod: 'P1M' }), 'purchase-type-unsupported'],
    ['another package', product('bad', { packageName: 'org.example.other' }), 'product-mismatch'],
    ['capital letters', product('Bad'), 'product-id-invalid'],
    ['a reserved id', product('android.test.purchased'), 'product-id-invalid'],
    ['no sku', { ...product('bad'), sku: undefined }, 'product-id-invalid'],
    ['no status', product('bad', { status: 'statusUnspecified' }), 'product-invalid'],
    ['no default price', product('bad', { defaultPrice: null }), 'product-invalid'],
    ['no text in its language', product('bad', { defaultLanguage: 'de' }), 'product-invalid'],
    ['a title of nothing', product('bad', { listings: { en: { title: ' ' } } }), 'product-invalid'],
    ['no price', product('bad', { defaultPrice: price('0', 'EUR') }), 'price-below-minimum'],
    ['too fine a price', product('bad', { defaultPrice: price('4995001', 'EUR') }), 'price-too-fine'],
    ['half a yen', prices({ JP: price('100500000', 'JPY') }), 'price-too-fine'],
    ['another currency than the region’s', prices({ DE: price('4990000', 'USD') }), 'prices-invalid'],
    ['a region that is none', prices({ XX: price('4990000', 'EUR') }), 'prices-invalid'],
    ['a price above all charges', prices({ DE: price('999999999999990000', 'EUR') }), 'prices-invalid'],
    ['a currency that is none', product('bad', { defaultPrice: price('990000', 'XXX') }), 'currency-unknown'],
    ['a price below nothing', prices({ DE: price('-990000', 'EUR') }), 'request-invalid'],
    ['NUL in a title', product('bad', { listings: { en: { title: 'a\0b' } } }), 'request-invalid'],
    [
      'a language that is none',
      product('bad', { listings: { __proto__x: { title: 'a' } } }),
      'request-invalid',
    ],
    ['a number for a status', product('bad', { status: 1 }), 'request-invalid'],
  ])('are refused for %s, and nothing is written', async (_what, body, code) => {
    expect(refusal(await client().post(`${PRODUCTS}?autoConvertMissingPrices=true`, body))).toEqual([
      400,
      code,
    ]);
    expect(refusal(await client().get(`${PRODUCTS}/bad`))).toEqual([404, 'product-not-found']);
  });

  it('say in the message what is wrong where', async () => {
    const { body } = await client().post(PRODUCTS, prices({ DE: price('4990000', 'USD') }));
    expect(body.error.message).toContain('/prices/DE: USD is no legal tender in DE; EUR is.');
    const fine = await client().post(PRODUCTS, prices({ JP: price('100500000', 'JPY') }));
    expect(fine.body.error.message).toContain('JPY has 0 digits behind the point');
    const unknown = product('bad', { defaultPrice: price('990000', 'CHF') });
    expect(refusal(await client().post(`${PRODUCTS}?autoConvertMissingPrices=true`, unknown))).toEqual([
      400,
      'exchange-rate-unknown',
    ]);
  });

  it('are read by the team, and written by who may set prices', async () => {
    const stranger = await aPublisherOwner(shop, 'Another');
    const consumer = await aConsumer(shop);
    const [viewer, releases, finance] = [
      await aMember(shop, shop.owner, 'viewer'),
      await aMember(shop, shop.owner, 'release-manager'),
      await aMember(shop, shop.owner, 'finance'),
    ];
    const robotOfAnother = await aServiceAccount(shop, stranger, {
      permissions: ['apps:read', 'prices:write'],
    });
    const reading = await aServiceAccount(shop, shop.owner, { permissions: ['apps:read', 'listings:write'] });
    const now = shop.clock.now();
    const [foreign, readOnly] = [
      await signed(robotOfAnother.keyFile, { now }),
      await signed(reading.keyFile, { now }),
    ];
    const reads = ['', '/kept', ':batchGet?sku=kept', '/kept/availability/DE'];
    const writes = [
      ['POST', '', product('theirs')],
      ['PUT', '/kept', product('kept', { status: 'inactive' })],
      ['PATCH', '/kept', { status: 'inactive' }],
      ['DELETE', '/kept', undefined],
      ['POST', ':batchUpdate', { requests: [{ inappproduct: product('kept', { status: 'inactive' }) }] }],
      ['POST', ':batchDelete', { requests: [{ sku: 'kept' }] }],
    ] as const;
    for (const [token, ofReads, ofWrites] of [
      [undefined, 401, 401],
      [consumer.token, 404, 404],
      [stranger.token, 404, 404],
      [foreign, 404, 404],
      [viewer.token, 200, 403],
      [releases.token, 200, 403],
      [readOnly, 200, 403],
    ] as const) {
      for (const path of reads) expect((await api(shop, token).get(PRODUCTS + path)).status).toBe(ofReads);
      for (const [method, path, body] of writes) {
        const answer = await api(shop, token).call(
          method,
          PRODUCTS + path,
          body === undefined ? {} : { body },
        );
        expect([method, path, answer.status]).toEqual([method, path, ofWrites]);
      }
    }
    expect((await client().get(`${PRODUCTS}/kept`)).body.status).toBe('active');
    expect((await api(shop, finance.token).patch(`${PRODUCTS}/kept`, { status: 'inactive' })).status).toBe(
      200,
    );
  });

  it('of one app are nothing of another', async () => {
    await sellApp(shop, 'org.example.second', { free: true });
    const other = '/androidpublisher/v3/applications/org.example.second/inappproducts';
    expect((await client().get(`${other}/kept`)).status).toBe(404);
    expect((await client().get(other)).body.inappproduct).toEqual([]);
    expect((await client().delete(`${other}/kept`)).status).toBe(404);
  });
});
