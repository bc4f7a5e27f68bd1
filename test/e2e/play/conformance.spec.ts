import { SeedRegions } from '@portolan/regions';
import sharp from 'sharp';
import { PLAY_METHODS } from '../../../apps/api/src/play/discovery/methods';
import { api } from '../../support/client';
import { aServiceAccount, signed } from '../../support/machines';
import { newSigner, testPackage } from '../../support/packages';
import { aPublisherOwner } from '../../support/people';
import {
  addressOf,
  faultsOf,
  faultsOfQuery,
  type GoogleDocument,
  googleDocument,
  methodOf,
  SKIPPED,
} from '../../support/play/google-document';
import { startTestApp, type TestApp } from '../../support/test-app';

const PACKAGE = 'org.example.conformance';
const document = googleDocument();

interface Exchange {
  query?: Record<string, unknown>;
  body?: object;
  file?: { bytes: Buffer; type: string };
  /** The code of the refusal, where nothing can be answered but one. */
  refusal?: string;
}

describe('a check against a discovery document', () => {
  const own: Pick<GoogleDocument, 'schemas'> = {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'int64' },
          state: { type: 'string', enum: ['on', 'off'] },
          size: { type: 'integer', format: 'int32' },
          parts: { type: 'array', items: { $ref: 'Thing' } },
          names: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  };
  const check = (value: unknown) => faultsOf(own, { $ref: 'Thing' }, value);

  it('takes what the schema says', () => {
    expect(check({ id: '12', state: 'on', size: 3, parts: [{ size: 1 }], names: { de: 'Ding' } })).toEqual(
      [],
    );
  });

  it.each([
    [{ colour: 'red' }, '/colour: unknown'],
    [{ parts: [{ colour: 'red' }] }, '/parts/0/colour: unknown'],
    [{ id: 12 }, '/id: 12 is no string'],
    [{ id: 'twelve' }, '/id: "twelve" is no int64'],
    [{ state: 'dim' }, '/state: "dim" is no one of on,off'],
    [{ size: '3' }, '/size: "3" is no integer'],
    [{ size: 2 ** 31 }, '/size: 2147483648 is no integer'],
    [{ parts: {} }, '/parts: {} is no array'],
    [{ names: { de: null } }, '/names/de: null is no string'],
    [null, ': null is no object'],
  ])('refuses %j', (value, fault) => {
    expect(check(value)).toEqual([fault]);
  });
});

/** What a client made from Google's own document sends and reads, method by method, on the running store. */
(document === null ? describe.skip : describe)(
  `each implemented method against Google's document${document === null ? ` (${SKIPPED})` : ''}`,
  () => {
    const google = document as GoogleDocument;
    let store: TestApp;
    let token: string;
    let ownerToken: string;
    let publisherId: string;
    const done = new Set<string>();
    const signer = newSigner();

    beforeAll(async () => {
      store = await startTestApp();
      const owner = await aPublisherOwner(store);
      publisherId = owner.publisherId;
      ownerToken = owner.token;
      const robot = await aServiceAccount(store, owner, {
        permissions: ['apps:read', 'listings:write', 'artifacts:write', 'releases:write', 'prices:write'],
      });
      token = await signed(robot.keyFile);
      const app = { packageName: PACKAGE, defaultLanguage: 'en-US', title: 'Conformance' };
      await api(store, owner.token).post(`/androidpublisher/v3/developers/${publisherId}/applications`, app);
    });
    afterAll(() => store.close());

    /** Asks as Google's document says and holds the question and the answer against it. */
    async function call(
      id: string,
      path: Record<string, string>,
      { query = {}, body, file, refusal }: Exchange = {},
      bearer = token,
    ) {
      const method = methodOf(google, id);
      const { request, response } = method;
      const sent = [
        ...faultsOfQuery(google, method, query),
        ...(body === undefined ? [] : request === undefined ? ['a body'] : faultsOf(google, request, body)),
      ];
      expect({ id, sent }).toEqual({ id, sent: [] });
      const all = { ...query, ...(file !== undefined && { uploadType: 'media' }) };
      const texts = Object.entries(all).map(([key, value]) => [key, String(value)] as [string, string]);
      const search = new URLSearchParams(texts);
      const answer = await api(store, bearer).call(
        method.httpMethod,
        `${addressOf(method, { packageName: PACKAGE, ...path })}?${search.toString()}`,
        file === undefined ? { body } : { raw: file.bytes, headers: { 'content-type': file.type } },
      );
      done.add(id);
      if (refusal !== undefined) {
        expect({ id, code: answer.body.error.portolan.code }).toEqual({ id, code: refusal });
        expect([answer.body.error.code, answer.body.error.errors]).toMatchObject([answer.status, [{}]]);
        return answer.body;
      }
      const { portolan: _ours, ...theirs } = (answer.body ?? {}) as Record<string, unknown>;
      expect({
        id,
        status: answer.status,
        faults: response === undefined ? Object.keys(theirs) : faultsOf(google, response, theirs),
        ...(answer.status >= 300 && { body: answer.body }),
      }).toEqual({ id, status: response === undefined ? 204 : 200, faults: [] });
      return answer.body;
    }

    const newEdit = async (): Promise<{ editId: string }> => {
      const edit = await call('edits.insert', {}, { body: {} });
      return { editId: edit.id as string };
    };

    it('edits', async () => {
      const edit = await newEdit();
      await call('edits.get', edit);
      await call('edits.validate', edit);
      await call('edits.commit', edit, { query: { changesNotSentForReview: true } });
      await call('edits.delete', await newEdit());
    });

    it('packages, bundles and symbols', async () => {
      const edit = await newEdit();
      const bytes = testPackage(PACKAGE, 1, signer);
      const file = { bytes, type: 'application/vnd.android.package-archive' };
      expect((await call('edits.apks.upload', edit, { file })).versionCode).toBe(1);
      expect((await call('edits.apks.list', edit)).apks).toHaveLength(1);
      expect((await call('edits.bundles.list', edit)).bundles).toEqual([]);
      await call(
        'edits.deobfuscationfiles.upload',
        { ...edit, apkVersionCode: '1', deobfuscationFileType: 'proguard' },
        { file: { bytes: Buffer.from('a -> b'), type: 'application/octet-stream' } },
      );
      expect((await call('generatedapks.list', { versionCode: '1' })).generatedApks).toEqual([]);
      const nothing = { versionCode: '1', downloadId: 'an-id' };
      await call('generatedapks.download', nothing, { refusal: 'generated-apk-not-found' });
      await call('edits.countryavailability.get', { ...edit, track: 'production' });
    });

    it('expansion files', async () => {
      const edit = await newEdit();
      const apk = { bytes: testPackage(PACKAGE, 2, signer), type: 'application/octet-stream' };
      await call('edits.apks.upload', edit, { file: apk });
      const file = { bytes: Buffer.from('levels'), type: 'application/octet-stream' };
      const of = (apkVersionCode: string) => ({ ...edit, apkVersionCode, expansionFileType: 'main' });
      const uploaded = await call('edits.expansionfiles.upload', of('1'), { file });
      expect(uploaded.expansionFile).toEqual({ fileSize: '6' });
      const body = { referencesVersion: 1 };
      await call('edits.expansionfiles.update', of('2'), { body });
      expect(await call('edits.expansionfiles.patch', of('2'), { body })).toEqual(body);
      expect(await call('edits.expansionfiles.get', of('2'))).toEqual(body);
      await call('edits.delete', edit);
    });

    it('internal app sharing', async () => {
      const bytes = testPackage(PACKAGE, 1, newSigner());
      const file = { bytes, type: 'application/octet-stream' };
      const shared = await call('internalappsharingartifacts.uploadapk', {}, { file });
      expect(Object.keys(shared).sort()).toEqual(['certificateFingerprint', 'downloadUrl', 'sha256']);
      await call('internalappsharingartifacts.uploadbundle', {}, { file, refusal: 'bundle-unsupported' });
    });

    it('pages', async () => {
      const edit = await newEdit();
      const page = { ...edit, language: 'de-DE' };
      const body = { title: 'Nach Vorschrift', shortDescription: 'Kurz', fullDescription: 'Lang' };
      await call('edits.listings.update', page, { body: { language: 'de-DE', ...body } });
      await call('edits.listings.patch', page, { body: { title: 'Nach Vorschrift!' } });
      expect((await call('edits.listings.get', page)).title).toBe('Nach Vorschrift!');
      expect((await call('edits.listings.list', edit)).listings).toHaveLength(2);
      await call('edits.listings.delete', page);
      await call('edits.listings.deleteall', edit);
      await call('edits.details.update', edit, {
        body: { defaultLanguage: 'en-US', contactEmail: 'help@example.org', contactPhone: '+49 30 1' },
      });
      await call('edits.details.patch', edit, { body: { contactWebsite: 'https://example.org' } });
      expect((await call('edits.details.get', edit)).contactEmail).toBe('help@example.org');
    });

    it('pictures', async () => {
      const place = { ...(await newEdit()), language: 'en-US', imageType: 'icon' };
      const create = { width: 512, height: 512, channels: 3 as const, background: '#357' };
      const file = { bytes: await sharp({ create }).png().toBuffer(), type: 'image/png' };
      const { image } = await call('edits.images.upload', place, { file });
      expect((await call('edits.images.list', place)).images).toEqual([image]);
      await call('edits.images.delete', { ...place, imageId: image.id });
      await call('edits.images.upload', place, { file });
      expect((await call('edits.images.deleteall', place)).deleted).toEqual([image]);
    });

    it('tracks and testers', async () => {
      const edit = await newEdit();
      const track = { ...edit, track: 'production' };
      const staged = {
        name: '1.0',
        versionCodes: ['1'],
        status: 'inProgress',
        userFraction: 0.25,
        countryTargeting: { countries: ['DE', 'FR'], includeRestOfWorld: false },
        releaseNotes: [{ language: 'en-US', text: 'The first.' }],
        inAppUpdatePriority: 2,
      };
      await call('edits.tracks.update', track, { body: { track: 'production', releases: [staged] } });
      expect((await call('edits.tracks.get', track)).releases).toEqual([staged]);
      await call('edits.tracks.patch', track, {
        body: { releases: [{ versionCodes: ['1'], status: 'draft' }] },
      });
      expect((await call('edits.tracks.list', edit)).tracks).toHaveLength(4);
      const closed = { track: 'friends', type: 'CLOSED_TESTING', formFactor: 'DEFAULT' };
      await call('edits.tracks.create', edit, { body: closed });
      const testers = { ...edit, track: 'friends' };
      await call('edits.testers.update', testers, { body: { googleGroups: ['a@example.org'] } });
      await call('edits.testers.patch', testers, { body: { googleGroups: ['b@example.org'] } });
      expect((await call('edits.testers.get', testers)).googleGroups).toEqual(['b@example.org']);
    });

    it('prices elsewhere', async () => {
      await store.app.get(SeedRegions).execute();
      const price = { currencyCode: 'EUR', units: '4', nanos: 990_000_000 };
      const { convertedRegionPrices } = await call(
        'monetization.convertRegionPrices',
        {},
        { body: { price } },
      );
      expect(convertedRegionPrices.DE.price).toEqual(price);
    });

    it('in-app products', async () => {
      await store.app.get(SeedRegions).execute();
      const body = {
        packageName: PACKAGE,
        sku: 'coins',
        status: 'active',
        purchaseType: 'managedUser',
        defaultPrice: { priceMicros: '4990000', currency: 'EUR' },
        prices: { FR: { priceMicros: '5990000', currency: 'EUR' } },
        listings: { 'en-US': { title: 'Coins', description: 'A bag of them.' } },
        defaultLanguage: 'en-US',
      };
      const converted = { autoConvertMissingPrices: true };
      const made = await call('inappproducts.insert', {}, { query: converted, body });
      expect(made.prices).toMatchObject({ DE: body.defaultPrice, FR: body.prices.FR });
      const { portolan: _ours, prices: _all, ...read } = await call('inappproducts.get', { sku: 'coins' });
      expect({ ...read, prices: body.prices }).toEqual(body);
      const latencyTolerance = 'PRODUCT_UPDATE_LATENCY_TOLERANCE_LATENCY_TOLERANT';
      const query = { ...converted, latencyTolerance };
      await call('inappproducts.update', { sku: 'coins' }, { query: { ...query, allowMissing: true }, body });
      await call('inappproducts.patch', { sku: 'coins' }, { query, body: { status: 'inactive' } });
      const requests = [
        { packageName: PACKAGE, sku: 'gems', inappproduct: { ...body, sku: 'gems' }, allowMissing: true },
      ];
      await call('inappproducts.batchUpdate', {}, { body: { requests } });
      expect((await call('inappproducts.list', {}, { query: { maxResults: 1 } })).inappproduct).toHaveLength(
        2,
      );
      expect(
        (await call('inappproducts.batchGet', {}, { query: { sku: 'gems' } })).inappproduct,
      ).toHaveLength(1);
      await call('inappproducts.delete', { sku: 'coins' }, { query: { latencyTolerance } });
      await call(
        'inappproducts.batchDelete',
        {},
        { body: { requests: [{ packageName: PACKAGE, sku: 'gems' }] } },
      );
      expect((await call('inappproducts.list', {})).inappproduct).toEqual([]);
    });

    it('subscriptions', async () => {
      const eur = { currencyCode: 'EUR', units: '4', nanos: 990_000_000 };
      const usd = { currencyCode: 'USD', units: '5', nanos: 0 };
      const body = {
        packageName: PACKAGE,
        productId: 'gold',
        listings: [{ languageCode: 'en-US', title: 'Gold', description: 'All of it.', benefits: ['No ads'] }],
        basePlans: [
          {
            basePlanId: 'monthly',
            autoRenewingBasePlanType: {
              billingPeriodDuration: 'P1M',
              gracePeriodDuration: 'P7D',
              accountHoldDuration: 'P30D',
              resubscribeState: 'RESUBSCRIBE_STATE_INACTIVE',
              prorationMode: 'SUBSCRIPTION_PRORATION_MODE_CHARGE_FULL_PRICE_IMMEDIATELY',
              legacyCompatible: false,
            },
            regionalConfigs: [{ regionCode: 'DE', newSubscriberAvailability: true, price: eur }],
            otherRegionsConfig: { eurPrice: eur, usdPrice: usd, newSubscriberAvailability: true },
            offerTags: [{ tag: 'gold' }],
          },
          {
            basePlanId: 'prepaid',
            prepaidBasePlanType: { billingPeriodDuration: 'P30D', timeExtension: 'TIME_EXTENSION_INACTIVE' },
            regionalConfigs: [],
          },
          {
            basePlanId: 'parts',
            installmentsBasePlanType: {
              billingPeriodDuration: 'P1M',
              committedPaymentsCount: 12,
              renewalType: 'RENEWAL_TYPE_RENEWS_WITH_COMMITMENT',
            },
            regionalConfigs: [],
          },
        ],
      };
      const regions = { 'regionsVersion.version': '2022/02' };
      const query = { productId: 'gold', ...regions };
      await call('monetization.subscriptions.create', {}, { query, body });
      const path = { productId: 'gold' };
      const { portolan: _ours, ...read } = await call('monetization.subscriptions.get', path);
      const drafts = body.basePlans.map((plan) => ({ ...plan, state: 'DRAFT' }));
      expect(read).toEqual({ ...body, basePlans: drafts, archived: false });
      await call('monetization.subscriptions.patch', path, {
        query: { ...regions, updateMask: 'listings,basePlans', allowMissing: false },
        body,
      });
      const list = await call('monetization.subscriptions.list', {}, { query: { pageSize: 10 } });
      expect(list.subscriptions).toEqual([read]);
    });

    it('reviews', async () => {
      const id = '00000000-0000-7000-8000-000000000001';
      await store.database.query(
        `INSERT INTO app_rating (id, app_id, account_id, author, stars, body, locale, written_at, edited_at)
         SELECT $1, a.id, $1, 'Ada', 4, 'Quick.', 'en', now(), now() FROM app a`,
        [id],
      );
      const review = { reviewId: id };
      await call('reviews.reply', review, { body: { replyText: 'Thank you.' } });
      expect((await call('reviews.get', review)).comments).toHaveLength(2);
      const list = await call('reviews.list', {}, { query: { maxResults: 5, translationLanguage: 'de' } });
      expect(list.reviews).toHaveLength(1);
    });

    it('users and grants', async () => {
      const parent = { parent: `developers/${publisherId}` };
      const email = 'somebody@example.org';
      const user = await call(
        'users.create',
        parent,
        { body: { email, developerAccountPermissions: ['CAN_VIEW_NON_FINANCIAL_DATA_GLOBAL'] } },
        ownerToken,
      );
      expect(user.accessState).toBe('INVITED');
      const grant = await call(
        'grants.create',
        { parent: user.name },
        { body: { packageName: PACKAGE, appLevelPermissions: ['CAN_MANAGE_PUBLIC_APKS'] } },
        ownerToken,
      );
      await call(
        'grants.patch',
        { name: grant.name },
        { query: { updateMask: 'appLevelPermissions' }, body: { appLevelPermissions: ['CAN_ACCESS_APP'] } },
        ownerToken,
      );
      const list = await call('users.list', parent, { query: { pageSize: 50 } }, ownerToken);
      expect(list.users.at(-1).grants[0].appLevelPermissions).toEqual(['CAN_VIEW_NON_FINANCIAL_DATA']);
      await call('grants.delete', { name: grant.name }, {}, ownerToken);
      await call(
        'users.patch',
        { name: user.name },
        { body: { developerAccountPermissions: ['CAN_MANAGE_DRAFT_APPS_GLOBAL'] } },
        ownerToken,
      );
      await call('users.delete', { name: user.name }, {}, ownerToken);
    });

    it('leaves none out', () => {
      expect(PLAY_METHODS.map(({ id }) => id).filter((id) => !done.has(id))).toEqual([]);
    });
  },
);
