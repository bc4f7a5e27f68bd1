import { CreateApp, PutListing } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { aServiceAccount, type TestServiceAccount } from '../../support/machines';
import { openMarkets } from '../../support/markets';
import { newSigner, testPackage } from '../../support/packages';
import { api, aPublisherOwner, type Owner } from '../../support/people';
import { type Outcome, runGoogleClient, type Step } from '../../support/play/google-client';
import { type LocalInternet, startLocalInternet } from '../../support/play/local-internet';
import { publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

const DOMAIN = 'store.example';
const REAL_APK = join(__dirname, '../../../node_modules/android-apidemos/apks/ApiDemos-debug.apk');
const APK = 'application/vnd.android.package-archive';
/** Two versions of one app as F-Droid published them, by one certificate; without them, two that are written here. */
const PUBLISHED = join(__dirname, '../../../../shared/data/catalogue/apks/com.politedroid_');
const hasPublished = existsSync(`${PUBLISHED}3.apk`);
if (!hasPublished) process.stderr.write('staged release of a published app: skipped: no ../shared/data\n');

const LISTING = { title: 'Eine App', shortDescription: 'Was Android kann', fullDescription: 'Je ein Bild.' };

/** Google's own npm client, unmodified, from somebody's CI: nothing of the store but its address is in the call. */
describe.each(['rootUrl and token endpoint', 'universe domain'] as const)(
  'the official client by %s',
  (way) => {
    let store: TestApp;
    let owner: Owner;
    let robot: TestServiceAccount;
    let internet: LocalInternet;
    let folder: string;

    beforeAll(async () => {
      store = await startTestApp({ STORE_DOMAIN: DOMAIN, REVIEW_POLICY: 'demo' });
      await openMarkets(store, 'DE', 'FR');
      owner = await aPublisherOwner(store);
      robot = await aServiceAccount(store, owner, {
        permissions: ['apps:read', 'artifacts:write', 'releases:write'],
      });
      folder = await mkdtemp(join(tmpdir(), 'portolan-play-'));
      internet = await startLocalInternet(
        store.url,
        [`androidpublisher.${DOMAIN}`, 'oauth2.googleapis.com'],
        folder,
      );
    });
    afterAll(async () => {
      await internet.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function run(steps: readonly Step[]): Promise<Outcome[]> {
      const byRoot = way === 'rootUrl and token endpoint';
      const plan = { keyFile: robot.keyFile, steps, ...(byRoot && { rootUrl: `${store.url}/` }) };
      const universe: Record<string, string> = byRoot ? {} : { GOOGLE_CLOUD_UNIVERSE_DOMAIN: DOMAIN };
      return runGoogleClient(plan, { ...internet.environment, ...universe });
    }

    async function newApp(packageName: string): Promise<void> {
      const actor: AccountActor = { kind: 'account', accountId: owner.accountId, staffRoles: [] };
      const { publisherId } = owner;
      const app = {
        publisherId,
        packageName,
        defaultLocale: 'en-US',
        category: 'app/tools',
        pricing: 'free',
      } as const;
      const { id: appId } = await store.app.get(CreateApp).execute({ ...app, actor });
      const text = { title: packageName, shortDescription: '', fullDescription: '' };
      await store.app.get(PutListing).execute({ appId, locale: 'en-US', ...text, actor });
    }

    /** The reviewers let everything out that waits. */
    async function approveAll(): Promise<void> {
      const waiting = await store.database.query<{ id: string }>(
        `SELECT id FROM release WHERE status = 'submitted'`,
      );
      for (const { id: releaseId } of waiting) {
        await publishing(store).approve(releaseId);
      }
    }

    const refusals = (outcomes: readonly Outcome[]) => outcomes.filter(({ error }) => error !== undefined);

    /** A page in German and its icon, in the edit that the first of the steps opens. */
    async function pageSteps(packageName: string): Promise<Step[]> {
      const icon = join(folder, 'icon.png');
      const create = { width: 512, height: 512, channels: 3 as const, background: '#246' };
      await writeFile(icon, await sharp({ create }).png().toBuffer());
      const page = { packageName, editId: { $: '0.id' }, language: 'de-DE' };
      return [
        { call: 'edits.listings.update', params: page, body: { language: 'de-DE', ...LISTING } },
        {
          call: 'edits.images.upload',
          params: { ...page, imageType: 'icon' },
          file: icon,
          mimeType: 'image/png',
        },
      ];
    }

    it('publishes a real package with its page and pictures, and reads everything back', async () => {
      const packageName = 'io.appium.android.apis';
      await newApp(packageName);
      const edit = { packageName, editId: { $: '0.id' } };
      const page = { ...edit, language: 'de-DE' };
      const outcomes = await run([
        { call: 'edits.insert', params: { packageName } },
        { call: 'edits.apks.upload', params: edit, file: REAL_APK, mimeType: APK },
        ...(await pageSteps(packageName)),
        {
          call: 'edits.tracks.update',
          params: { ...edit, track: 'production' },
          body: { track: 'production', releases: [{ versionCodes: ['25'], status: 'completed' }] },
        },
        { call: 'edits.tracks.get', params: { ...edit, track: 'production' } },
        { call: 'edits.listings.list', params: edit },
        { call: 'edits.images.list', params: { ...page, imageType: 'icon' } },
        { call: 'edits.apks.list', params: edit },
        { call: 'edits.validate', params: edit },
        { call: 'edits.commit', params: edit },
      ]);
      expect(refusals(outcomes)).toEqual([]);
      const [inserted, uploaded, , , , track, listings, images, apks, , committed] = outcomes;
      const bytes = await readFile(REAL_APK);
      const sum = (name: string) => createHash(name).update(bytes).digest('hex');
      expect(Number(inserted?.data.expiryTimeSeconds) * 1_000).toBeGreaterThan(Date.now());
      expect(uploaded?.data).toEqual({
        versionCode: 25,
        binary: { sha1: sum('sha1'), sha256: sum('sha256') },
      });
      expect(track?.data).toEqual({
        track: 'production',
        releases: [{ versionCodes: ['25'], status: 'completed' }],
      });
      expect(listings?.data.listings).toContainEqual({ language: 'de-DE', ...LISTING });
      expect(images?.data.images).toHaveLength(1);
      expect(apks?.data.apks).toEqual([{ versionCode: 25, binary: { sha256: sum('sha256') } }]);
      expect(committed?.data.portolan.submitted).toHaveLength(1);

      // The picture is there, with the suffix that tools append.
      const url = new URL(`${images?.data.images[0].url}=s0`);
      const served = await fetch(`${store.url}${url.pathname}`);
      const digest = createHash('sha256')
        .update(Buffer.from(await served.arrayBuffer()))
        .digest('hex');
      expect(digest).toBe(images?.data.images[0].sha256);

      await approveAll();
      const apps = await api(store, owner.token).get(`/v1/publishers/${owner.publisherId}/apps`);
      expect(
        apps.body.data.find((one: { packageName: string }) => one.packageName === packageName)?.live,
      ).toMatchObject({
        versionCode: 25,
      });
    });

    it('stages a release to a tenth of some countries, promotes it, halts it and resumes it', async () => {
      const packageName = hasPublished ? 'com.politedroid' : 'org.example.staged';
      await newApp(packageName);
      const pathOf = (code: string) =>
        hasPublished ? `${PUBLISHED}${code}.apk` : join(folder, `v${code}.apk`);
      const signer = newSigner();
      if (!hasPublished)
        for (const code of ['3', '4'])
          await writeFile(pathOf(code), testPackage(packageName, Number(code), signer));
      const edit = { packageName, editId: { $: '0.id' } };
      const production = { ...edit, track: 'production' };
      const commit = async (releases: object[], ...before: Step[]): Promise<Outcome[]> => {
        const outcomes = await run([
          { call: 'edits.insert', params: { packageName } },
          ...before,
          { call: 'edits.tracks.update', params: production, body: { track: 'production', releases } },
          { call: 'edits.tracks.get', params: production },
          { call: 'edits.validate', params: edit },
          { call: 'edits.commit', params: edit },
        ]);
        expect(refusals(outcomes)).toEqual([]);
        return outcomes;
      };
      const upload = (code: string): Step => ({
        call: 'edits.apks.upload',
        params: edit,
        file: pathOf(code),
        mimeType: APK,
      });
      const onProduction = async (): Promise<{ releases: { versionCodes: string[]; status: string }[] }> => {
        const outcomes = await run([
          { call: 'edits.insert', params: { packageName } },
          { call: 'edits.tracks.get', params: production },
          { call: 'edits.delete', params: edit },
        ]);
        expect(refusals(outcomes)).toEqual([]);
        return outcomes[1]?.data;
      };
      const live = { versionCodes: ['3'], status: 'completed' };
      await commit([live], upload('3'));
      await approveAll();

      const staged = {
        name: '2.0',
        versionCodes: ['4'],
        status: 'inProgress',
        userFraction: 0.1,
        countryTargeting: { countries: ['DE', 'FR'], includeRestOfWorld: false },
        releaseNotes: [{ language: 'de-DE', text: 'Neu.' }],
        inAppUpdatePriority: 3,
      };
      const outcomes = await commit([staged, live], upload('4'), ...(await pageSteps(packageName)));
      // What was written is what is read, countries included.
      expect(outcomes[5]?.data.releases).toEqual([staged, live]);
      await approveAll();
      expect((await onProduction()).releases).toEqual([staged, expect.objectContaining(live)]);

      await commit([
        { versionCodes: ['4'], status: 'halted', countryTargeting: staged.countryTargeting },
        live,
      ]);
      expect((await onProduction()).releases[0]).toMatchObject({
        versionCodes: ['4'],
        status: 'halted',
        userFraction: 0.1,
      });
      await commit([{ ...staged, userFraction: 0.1 }, live]);
      expect((await onProduction()).releases[0]).toMatchObject({ status: 'inProgress', userFraction: 0.1 });

      // To everybody, everywhere.
      await commit([{ versionCodes: ['4'], status: 'completed' }]);
      expect((await onProduction()).releases).toEqual([
        expect.objectContaining({ versionCodes: ['4'], status: 'completed' }),
      ]);
      await commit([{ versionCodes: ['4'], status: 'halted' }]);
      const halted = await onProduction();
      expect(halted.releases).toContainEqual(
        expect.objectContaining({ versionCodes: ['4'], status: 'halted' }),
      );
      // Whoever has it keeps it; everybody else gets what everybody had before.
      expect(halted.releases).toContainEqual(
        expect.objectContaining({ versionCodes: ['3'], status: 'completed' }),
      );
      await commit([{ versionCodes: ['4'], status: 'completed' }]);
      expect((await onProduction()).releases).toContainEqual(
        expect.objectContaining({ versionCodes: ['4'], status: 'completed' }),
      );
    });

    it('hears what is wrong in the form that its users read', async () => {
      const packageName = 'org.example.errors';
      await newApp(packageName);
      const file = join(folder, 'no.apk');
      await writeFile(file, 'no package');
      const edit = { packageName, editId: { $: '0.id' } };
      const outcomes = await run([
        { call: 'edits.insert', params: { packageName } },
        { call: 'edits.insert', params: { packageName: 'org.example.nothing' } },
        { call: 'edits.get', params: { packageName, editId: '00000000-0000-7000-8000-000000000000' } },
        { call: 'edits.listings.get', params: { ...edit, language: 'fr-FR' } },
        {
          call: 'edits.tracks.update',
          params: { ...edit, track: 'production' },
          body: { releases: [{ status: '' }] },
        },
        { call: 'edits.apks.upload', params: edit, file, mimeType: APK },
        { call: 'edits.bundles.upload', params: edit, file, mimeType: 'application/octet-stream' },
        { call: 'purchases.voidedpurchases.list', params: { packageName } },
        { call: 'edits.delete', params: edit },
        { call: 'edits.commit', params: edit },
      ]);
      const told = outcomes.slice(1).map(({ status, error }) => [status, error?.errors[0]?.reason]);
      expect(told).toEqual([
        [404, 'applicationNotFound'],
        [404, 'editNotFound'],
        [404, 'notFound'],
        [400, 'badRequest'],
        [400, 'badRequest'],
        [400, 'badRequest'],
        [501, 'notImplemented'],
        [204, undefined],
        [400, 'editNotFound'],
      ]);
      expect(outcomes[9]?.error).toMatchObject({ code: 400, message: 'This Edit has been deleted.' });
      expect(outcomes[6]?.error?.message).toContain('This store takes signed APKs.');
    });
  },
);
