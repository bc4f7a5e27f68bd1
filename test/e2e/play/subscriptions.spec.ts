import { api } from '../../support/client';
import { aServiceAccount, signed } from '../../support/machines';
import { aConsumer, aMember, aPublisherOwner } from '../../support/people';
import { sellApp, type Shop, startShop } from '../../support/shop';

const PACKAGE = 'org.example.gold';
const APP = `/androidpublisher/v3/applications/${PACKAGE}`;
const SUBSCRIPTIONS = `${APP}/subscriptions`;
const VERSION = 'regionsVersion.version=2022/02';

const money = (units: string, currencyCode: string, nanos = 0) => ({ currencyCode, units, nanos });
const region = (regionCode: string, price: object) => ({
  regionCode,
  newSubscriberAvailability: true,
  price,
});
const plan = (basePlanId: string, more: object = {}) => ({
  basePlanId,
  autoRenewingBasePlanType: {
    billingPeriodDuration: 'P1M',
    gracePeriodDuration: 'P3D',
    resubscribeState: 'RESUBSCRIBE_STATE_ACTIVE',
    prorationMode: 'SUBSCRIPTION_PRORATION_MODE_CHARGE_ON_NEXT_BILLING_DATE',
    legacyCompatible: true,
  },
  regionalConfigs: [region('DE', money('4', 'EUR', 990_000_000))],
  offerTags: [{ tag: 'gold' }],
  ...more,
});
const listing = (languageCode: string) => ({
  languageCode,
  title: 'Gold',
  description: 'Everything.',
  benefits: ['No ads'],
});
const subscription = (productId: string, more: object = {}) => ({
  packageName: PACKAGE,
  productId,
  listings: [listing('en')],
  basePlans: [plan('monthly')],
  ...more,
});

/** What is paid for again and again inside apps, as tools for Google Play write it. */
describe('subscriptions', () => {
  let shop: Shop;
  let robot: string;

  beforeAll(async () => {
    shop = await startShop();
    await sellApp(shop, PACKAGE, { free: true });
    const account = await aServiceAccount(shop, shop.owner, { permissions: ['apps:read', 'prices:write'] });
    robot = await signed(account.keyFile, { now: shop.clock.now() });
  });
  afterAll(() => shop.close());

  const client = () => api(shop, robot);
  const create = (body: { productId?: string }, query = `productId=${body.productId}&${VERSION}`) =>
    client().post(`${SUBSCRIPTIONS}?${query}`, body);
  const patch = (id: string, body: object, query = '') =>
    client().patch(`${SUBSCRIPTIONS}/${id}?${VERSION}${query}`, body);
  const refusal = (answer: { status: number; body: { error: { portolan: { code: string } } } }) => [
    answer.status,
    answer.body.error.portolan.code,
  ];

  it('a Gradle plugin: PATCH, on 404 POST, and PATCH again', async () => {
    const file = subscription('gradle.gold');
    const mask = '&updateMask=listings,basePlans';
    const missing = await patch('gradle.gold', file, mask);
    expect([missing.status, missing.body.error.code]).toEqual([404, 404]);
    const made = await create(file);
    expect(made.status).toBe(200);
    const { portolan, ...written } = made.body;
    const [drafted] = file.basePlans;
    expect(written).toEqual({ ...file, basePlans: [{ ...drafted, state: 'DRAFT' }], archived: false });
    expect(portolan).toMatchObject({
      version: 1,
      regionsVersion: expect.stringMatching(/^\d{4}\/\d{2}$/) as string,
    });
    const again = await patch('gradle.gold', file, mask);
    // The same again is no change.
    expect([again.status, again.body.portolan.version]).toEqual([200, 1]);
    expect((await client().get(`${SUBSCRIPTIONS}/gradle.gold`)).body).toEqual(made.body);
  });

  it('keep the regions and base plans that a change does not name', async () => {
    const prepaid = {
      basePlanId: 'prepaid',
      prepaidBasePlanType: { billingPeriodDuration: 'P3M', timeExtension: 'TIME_EXTENSION_ACTIVE' },
      regionalConfigs: [region('JP', money('1500', 'JPY'))],
      otherRegionsConfig: {
        eurPrice: money('9', 'EUR'),
        usdPrice: money('10', 'USD'),
        newSubscriberAvailability: true,
      },
    };
    const parts = {
      basePlanId: 'parts',
      installmentsBasePlanType: {
        billingPeriodDuration: 'P1M',
        committedPaymentsCount: 12,
        renewalType: 'RENEWAL_TYPE_RENEWS_WITHOUT_COMMITMENT',
      },
      regionalConfigs: [region('FR', money('3', 'EUR'))],
    };
    const made = await create(subscription('kept', { basePlans: [plan('monthly'), prepaid, parts] }));
    expect(made.body.basePlans.slice(1)).toEqual([prepaid, parts].map((one) => ({ ...one, state: 'DRAFT' })));
    const cheaper = plan('monthly', { regionalConfigs: [region('US', money('5', 'USD'))] });
    const patched = await patch(
      'kept',
      { listings: [listing('de')], basePlans: [cheaper] },
      '&updateMask=basePlans',
    );
    expect(patched.status).toBe(200);
    expect(patched.body.listings).toEqual([listing('en')]);
    expect(patched.body.basePlans.map((one: { basePlanId: string }) => one.basePlanId)).toEqual([
      'monthly',
      'prepaid',
      'parts',
    ]);
    expect(patched.body.basePlans[0].regionalConfigs).toEqual([
      region('DE', money('4', 'EUR', 990_000_000)),
      region('US', money('5', 'USD')),
    ]);
    const texts = await patch('kept', { listings: [listing('en'), listing('de')] });
    expect([texts.body.listings.length, texts.body.basePlans.length, texts.body.portolan.version]).toEqual([
      2, 3, 3,
    ]);
    const [event] = await shop.database.query<{ action: string; after: object }>(
      `SELECT e.action, e.after FROM audit_event e WHERE e.action LIKE 'subscription.%' ORDER BY e.id DESC LIMIT 1`,
    );
    expect(event).toMatchObject({ action: 'subscription.change', after: { productId: 'kept' } });
  });

  it('are made by a patch with allowMissing, changed as they were seen, and share their ids with products', async () => {
    const made = await patch('allowed', subscription('allowed'), '&allowMissing=true');
    expect([made.status, made.body.portolan.version]).toEqual([200, 1]);
    const change = (tag: string) =>
      client().patch(
        `${SUBSCRIPTIONS}/allowed?${VERSION}`,
        { listings: [listing('en'), listing('fr')] },
        { headers: { 'if-match': tag } },
      );
    expect(refusal(await change('"9"'))).toEqual([412, 'subscription-changed']);
    expect((await change('"1"')).body.listings).toHaveLength(2);
    expect(refusal(await create(subscription('allowed')))).toEqual([409, 'product-id-taken']);
    const coins = {
      sku: 'allowed',
      status: 'active',
      listings: { en: { title: 'Coins' } },
      defaultPrice: { priceMicros: '4990000', currency: 'EUR' },
    };
    const products = `${APP}/inappproducts`;
    expect(refusal(await client().post(products, coins))).toEqual([409, 'product-id-taken']);
    expect(refusal(await client().get(`${products}/allowed`))).toEqual([400, 'product-is-subscription']);
    expect(refusal(await client().put(`${products}/allowed`, coins))).toEqual([
      400,
      'product-is-subscription',
    ]);
    expect(refusal(await client().delete(`${products}/allowed`))).toEqual([400, 'product-is-subscription']);
    expect((await client().post(products, { ...coins, sku: 'a.coin' })).status).toBe(200);
    expect(refusal(await create(subscription('a.coin')))).toEqual([409, 'product-id-taken']);
    expect((await client().get(`${SUBSCRIPTIONS}/a.coin`)).status).toBe(404);
    const raced = await Promise.all(Array.from({ length: 5 }, () => create(subscription('raced'))));
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });

  it('come in pages', async () => {
    const first = await client().get(`${SUBSCRIPTIONS}?pageSize=2`);
    expect(first.body.subscriptions).toHaveLength(2);
    const rest = await client().get(`${SUBSCRIPTIONS}?pageSize=5000&pageToken=${first.body.nextPageToken}`);
    expect(rest.body.nextPageToken).toBeUndefined();
    const ids = [...first.body.subscriptions, ...rest.body.subscriptions].map(
      (one) => one.productId as string,
    );
    expect(ids).toEqual(['allowed', 'gradle.gold', 'kept', 'raced']);
    expect((await client().get(`${SUBSCRIPTIONS}?pageToken=nonsense`)).status).toBe(400);
  });

  const withPlan = (more: object) => subscription('bad', { basePlans: [plan('monthly', more)] });
  it.each([
    ['capital letters', subscription('Bad'), 'product-id-invalid'],
    ['too long an id', subscription('a'.repeat(41)), 'product-id-invalid'],
    ['another package', subscription('bad', { packageName: 'org.example.other' }), 'product-mismatch'],
    [
      'no text in the app’s language',
      subscription('bad', { listings: [listing('de')] }),
      'subscription-invalid',
    ],
    ['no text', subscription('bad', { listings: null }), 'subscription-invalid'],
    [
      'two types of one plan',
      withPlan({ prepaidBasePlanType: { billingPeriodDuration: 'P1M' } }),
      'base-plan-type-invalid',
    ],
    ['no type of a plan', withPlan({ autoRenewingBasePlanType: null }), 'base-plan-type-invalid'],
    [
      'another currency than the region’s',
      withPlan({ regionalConfigs: [region('DE', money('4', 'USD'))] }),
      'subscription-invalid',
    ],
    [
      'a region that is none',
      withPlan({ regionalConfigs: [region('XX', money('4', 'EUR'))] }),
      'subscription-invalid',
    ],
    [
      'half a yen',
      withPlan({ regionalConfigs: [region('JP', money('4', 'JPY', 500_000_000))] }),
      'price-too-fine',
    ],
    [
      'a price below nothing',
      withPlan({ regionalConfigs: [region('DE', money('-4', 'EUR'))] }),
      'request-invalid',
    ],
    [
      'NUL in a title',
      subscription('bad', { listings: [{ ...listing('en'), title: 'a\0b' }] }),
      'request-invalid',
    ],
    [
      'payment countries',
      subscription('bad', { restrictedPaymentCountries: { regionCodes: ['DE'] } }),
      'restricted-payment-unsupported',
    ],
    [
      'an offer',
      withPlan({
        autoRenewingBasePlanType: {
          billingPeriodDuration: 'P1M',
          legacyCompatibleSubscriptionOfferId: 'intro',
        },
      }),
      'offers-unsupported',
    ],
  ])('are refused for %s, and nothing is written', async (_what, body, code) => {
    expect(refusal(await create(body))).toEqual([400, code]);
    expect((await client().get(`${SUBSCRIPTIONS}/bad`)).status).toBe(404);
  });

  it('are refused for questions that say too little, or what is not built', async () => {
    expect(refusal(await create(subscription('bad'), 'productId=bad'))).toEqual([400, 'request-invalid']);
    expect(refusal(await create(subscription('bad'), `productId=other&${VERSION}`))).toEqual([
      400,
      'product-mismatch',
    ]);
    const nameless = { ...subscription('bad'), productId: undefined };
    expect(refusal(await create(nameless, VERSION))).toEqual([400, 'product-id-invalid']);
    for (const mask of ['basePlans.regionalConfigs', 'listings,colour'])
      expect(refusal(await patch('kept', subscription('kept'), `&updateMask=${mask}`))).toEqual([
        400,
        'update-mask-invalid',
      ]);
    expect(refusal(await patch('kept', {}, '&updateMask=listings'))).toEqual([400, 'update-mask-invalid']);
    expect((await client().get(`${SUBSCRIPTIONS}/%00`)).status).toBe(404);
    const kept = `${SUBSCRIPTIONS}/kept`;
    expect((await client().delete(kept)).status).toBe(501);
    expect((await client().post(`${kept}:archive`, {})).status).toBe(501);
    expect((await client().post(`${kept}/basePlans/monthly:activate`, {})).status).toBe(501);
    expect((await client().get(`${kept}/basePlans/monthly/offers`)).status).toBe(501);
  });

  it('are read by the team, and written by who may set prices', async () => {
    const stranger = await aPublisherOwner(shop, 'Another');
    const consumer = await aConsumer(shop);
    const [viewer, releases, finance] = [
      await aMember(shop, shop.owner, 'viewer'),
      await aMember(shop, shop.owner, 'release-manager'),
      await aMember(shop, shop.owner, 'finance'),
    ];
    const body = { listings: [listing('en')] };
    for (const [token, ofReads, ofWrites] of [
      [undefined, 401, 401],
      [consumer.token, 404, 404],
      [stranger.token, 404, 404],
      [viewer.token, 200, 403],
      [releases.token, 200, 403],
    ] as const) {
      const by = api(shop, token);
      expect((await by.get(SUBSCRIPTIONS)).status).toBe(ofReads);
      expect((await by.get(`${SUBSCRIPTIONS}/kept`)).status).toBe(ofReads);
      expect((await by.patch(`${SUBSCRIPTIONS}/kept?${VERSION}`, body)).status).toBe(ofWrites);
      const made = await by.post(`${SUBSCRIPTIONS}?productId=theirs&${VERSION}`, subscription('theirs'));
      expect(made.status).toBe(ofWrites);
    }
    expect((await client().get(`${SUBSCRIPTIONS}/kept`)).body.listings).toHaveLength(2);
    expect((await api(shop, finance.token).patch(`${SUBSCRIPTIONS}/kept?${VERSION}`, body)).status).toBe(200);
  });
});
