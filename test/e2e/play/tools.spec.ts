import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { api } from '../../support/client';
import { aServiceAccount, signed, type TestServiceAccount } from '../../support/machines';
import { newSigner, testPackage } from '../../support/packages';
import { aMember, aPublisherOwner, aConsumer, type Owner, tokensOf } from '../../support/people';
import { PLAY_METHODS } from '../../../apps/api/src/play/discovery/methods';
import { startTestApp, type TestApp } from '../../support/test-app';

const PACKAGE = 'org.example.tools';
const APK = 'application/vnd.android.package-archive';
const base = `/androidpublisher/v3/applications/${PACKAGE}/edits`;

/** What publishing tools send, in their order, as measured against them; each detail here is one that some tool relies on. */
describe('tools that publish to Google Play', () => {
  let store: TestApp;
  let owner: Owner;
  let robot: TestServiceAccount;
  let token: string;
  let icon: Buffer;
  const signer = newSigner();
  const grants = { permissions: ['apps:read', 'artifacts:write', 'releases:write'] as const };

  beforeAll(async () => {
    store = await startTestApp();
    owner = await aPublisherOwner(store);
    robot = await aServiceAccount(store, owner, { permissions: [...grants.permissions] });
    token = await signed(robot.keyFile);
    icon = await sharp({ create: { width: 512, height: 512, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    await api(store, token).post(`/androidpublisher/v3/developers/${owner.publisherId}/applications`, {});
    const made = await api(store, owner.token).post(
      `/androidpublisher/v3/developers/${owner.publisherId}/applications`,
      { packageName: PACKAGE, defaultLanguage: 'en-US', title: 'Tools' },
    );
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  });
  afterAll(() => store.close());

  const client = () => api(store, token);
  const upload = (edit: string, place: string, raw: Buffer, type = APK) =>
    client().call('POST', `/upload${edit}/${place}?uploadType=media`, {
      raw,
      headers: { 'content-type': type },
    });
  /** Nobody reviews here, so what is under review is taken back, for the next tool to find the track free. */
  const clearReview = () =>
    store.database.query(`DELETE FROM release_artifact; DELETE FROM release WHERE status <> 'live'`);

  it('an upload action: insert, list tracks, upload, update with odd details, commit', async () => {
    const edit = `${base}/${(await client().post(base, { id: '1' })).body.id}`;
    const tracks = await client().get(`${edit}/tracks`);
    const expansion = await client().get(`${edit}/apks/25/expansionFiles/main`);
    expect([expansion.status, expansion.body.error.errors[0].reason]).toEqual([404, 'notFound']);
    expect(tracks.body.tracks.map(({ track }: { track: string }) => track).sort()).toEqual([
      'alpha',
      'beta',
      'internal',
      'production',
    ]);
    const apk = testPackage(PACKAGE, 25, signer);
    const uploaded = await upload(edit, 'apks', apk);
    expect(uploaded.body.binary.sha256).toBe(createHash('sha256').update(apk).digest('hex'));
    const symbols = await upload(
      edit,
      'apks/25/deobfuscationFiles/proguard',
      Buffer.from('a -> b'),
      'application/octet-stream',
    );
    expect(symbols.body).toEqual({ deobfuscationFile: { symbolType: 'proguard' } });
    const put = await client().put(`${edit}/tracks/beta`, {
      track: 'beta',
      releases: [
        {
          name: '',
          status: 'completed',
          inAppUpdatePriority: 0,
          releaseNotes: [{ language: 'en-US', text: 'Hi' }],
          versionCodes: ['25'],
        },
      ],
    });
    expect(put.body.releases[0]).toMatchObject({ versionCodes: ['25'], status: 'completed' });
    const committed = await client().post(`${edit}:commit?changesNotSentForReview=false`, undefined);
    expect([committed.status, committed.body.portolan.next]).toEqual([
      200,
      ["1 release(s) wait for the store's reviewers."],
    ]);
    await clearReview();
  });

  it('fastlane supply: listings that are missing, pictures by hash, version codes as numbers', async () => {
    const edit = `${base}/${(await client().post(`${base}?`)).body.id}`;
    await upload(edit, 'apks', testPackage(PACKAGE, 26, signer), 'application/octet-stream');
    const put = (releases: object[]) =>
      client().put(`${edit}/tracks/internal`, { track: 'internal', releases });
    expect((await put([{ name: null, versionCodes: [26], status: 'draft' }])).status).toBe(200);
    const missing = await client().get(`${edit}/listings/fr-FR`);
    expect([missing.status, missing.body.error.errors[0].reason]).toEqual([404, 'notFound']);
    await client().put(`${edit}/listings/fr-FR`, {
      language: 'fr-FR',
      title: 'Outils',
      shortDescription: '',
      fullDescription: '',
    });
    const images = `${edit}/listings/fr-FR/icon`;
    expect((await client().get(images)).body).toEqual({ images: [] });
    const image = await upload(edit, 'listings/fr-FR/icon', icon, 'image/*');
    expect(image.body.image.sha256).toBe(createHash('sha256').update(icon).digest('hex'));
    expect((await client().get(images)).body.images).toHaveLength(1);
    expect((await client().delete(images)).body.deleted).toHaveLength(1);
    await upload(edit, 'listings/fr-FR/icon', icon, 'image/png');
    await put([
      {
        name: null,
        versionCodes: [26],
        status: 'completed',
        releaseNotes: [{ language: 'fr-FR', text: 'Neuf' }],
      },
    ]);
    expect((await client().post(`${edit}:validate`, undefined)).status).toBe(200);
    expect((await client().post(`${edit}:commit`, undefined)).status).toBe(200);
    const listing = await api(store, owner.token).get(`/v1/publishers/${owner.publisherId}/apps`);
    expect(listing.status).toBe(200);
    await clearReview();
  });

  it('the Gradle plugin: an edit that is gone makes a new one, notFound is empty, details, a commit asked for twice', async () => {
    const first = `${base}/${(await client().post(base)).body.id}`;
    expect((await client().delete(first)).status).toBe(204);
    const gone = await client().get(first);
    expect([gone.status, gone.body.error.errors[0].reason, gone.body.error.message]).toEqual([
      400,
      'editNotFound',
      'This Edit has been deleted.',
    ]);
    const edit = `${base}/${(await client().post(base)).body.id}`;
    expect((await client().get(`${edit}/tracks/some-closed-track`)).body.error.errors[0].reason).toBe(
      'notFound',
    );
    expect(
      (await client().post(`${edit}/tracks`, { track: 'some-closed-track', type: 'CLOSED_TESTING' })).status,
    ).toBe(200);
    await client().patch(`${edit}/details`, { contactEmail: 'help@example.org' });
    expect((await client().get(`${edit}/details`)).body).toEqual({
      defaultLanguage: 'en-US',
      contactEmail: 'help@example.org',
    });
    await upload(edit, 'apks', testPackage(PACKAGE, 27, signer));
    await client().patch(`${edit}/tracks/some-closed-track`, {
      releases: [{ versionCodes: ['27'], status: 'completed' }],
    });
    const testers = { googleGroups: ['tester@example.org'] };
    expect((await client().put(`${edit}/testers/some-closed-track`, testers)).body).toEqual(testers);
    expect((await client().put(`${edit}/testers/alpha`, testers)).body).toEqual(testers);
    // Either word is right, and the answer says what comes of it.
    const committed = await client().post(`${edit}:commit?changesNotSentForReview=true`);
    expect(committed.body.portolan).toMatchObject({
      submitted: [],
      next: ['1 release(s) stay drafts until they are submitted.'],
    });
    const next = `${base}/${(await client().post(base)).body.id}`;
    for (const track of ['some-closed-track', 'alpha'])
      expect((await client().get(`${next}/testers/${track}`)).body).toEqual(testers);
    const again = await client().post(`${edit}:commit`);
    expect([again.status, again.body.error.errors[0].reason]).toEqual([400, 'editAlreadyCommitted']);
    await clearReview();
  });

  it('two jobs at once merge where they do not meet, and the later one is told who was first where they do', async () => {
    const [one, two, three] = await Promise.all(
      [0, 1, 2].map(async () => `${base}/${(await client().post(base)).body.id as string}`),
    );
    const text = (title: string) => ({ title, shortDescription: '', fullDescription: '' });
    await client().put(`${one}/listings/it-IT`, text('Uno'));
    await client().put(`${two}/listings/pt-BR`, text('Dois'));
    await client().put(`${three}/listings/it-IT`, text('Tre'));
    expect((await client().post(`${one}:commit`)).status).toBe(200);
    expect((await client().post(`${two}:commit`)).status).toBe(200);
    const late = await client().post(`${three}:commit`);
    expect(late.status).toBe(409);
    expect(late.body.error.message).toContain('listing it-IT');
    expect(late.body.error.portolan).toMatchObject({
      code: 'edit-conflict',
      parts: ['listing it-IT'],
      winner: { editId: one?.split('/').at(-1) },
    });
    const now = `${base}/${(await client().post(base)).body.id}`;
    expect((await client().get(`${now}/listings/it-IT`)).body.title).toBe('Uno');
    expect((await client().get(`${now}/listings/pt-BR`)).body.title).toBe('Dois');
  });

  it('an edit that lies idle for a day is gone', async () => {
    const edit = `${base}/${(await client().post(base)).body.id}`;
    store.clock.advance(24 * 3_600_000 + 1);
    token = await signed(robot.keyFile, { now: store.clock.now() });
    const idle = await client().get(edit);
    expect([idle.status, idle.body.error.errors[0].reason]).toEqual([400, 'editExpired']);
  });

  it('are told what is missing, and why an app cannot be had somewhere', async () => {
    const app = `/androidpublisher/v3/applications/${PACKAGE}`;
    expect((await client().get(`${app}/readiness`)).body).toMatchObject({ ready: false });
    const { body: document } = await api(store).get('/$discovery/rest?version=v3');
    expect(document.resources.edits.resources.tracks.methods.update).toMatchObject({ httpMethod: 'PUT' });
    const other = await client().get(`${app}/purchases/products/sku/tokens/t`);
    expect([other.status, other.body.error.status]).toEqual([501, 'UNIMPLEMENTED']);
  });

  it('let nobody else do anything, method by method', async () => {
    owner = { ...owner, ...(await tokensOf(store, owner.email)) };
    const stranger = await aPublisherOwner(store, 'Another');
    const robotOfStranger = await aServiceAccount(store, stranger, { permissions: [...grants.permissions] });
    const viewer = await aMember(store, owner, 'viewer');
    const consumer = await aConsumer(store);
    const now = store.clock.now();
    const callers: Record<string, [string | undefined, number[]]> = {
      nobody: [undefined, [401]],
      'a consumer': [consumer.token, [404]],
      "another publisher's owner": [stranger.token, [404]],
      "another publisher's robot": [await signed(robotOfStranger.keyFile, { now }), [404]],
      'a member without the permission': [viewer.token, [403]],
    };
    const edit = (await client().post(base)).body.id as string;
    const values: Record<string, string> = {
      packageName: PACKAGE,
      editId: edit,
      language: 'en-US',
      imageType: 'icon',
      imageId: '0'.repeat(64),
      track: 'internal',
      apkVersionCode: '25',
      deobfuscationFileType: 'proguard',
      expansionFileType: 'main',
      versionCode: '25',
      downloadId: 'an-id',
      sku: 'gems',
      productId: 'monthly',
      reviewId: '00000000-0000-7000-8000-000000000000',
      developersId: owner.publisherId,
      usersId: owner.email,
      grantsId: PACKAGE,
    };
    const passed: string[] = [];
    for (const { id, verb, path, media } of PLAY_METHODS) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
      const address = `${media === undefined ? '' : '/upload'}/androidpublisher/v3/${filled}`;
      const readsOnly = (verb === 'GET' && !/testers|users/.test(id)) || id.includes('convertRegionPrices');
      for (const [who, [bearer, expected]] of Object.entries(callers)) {
        if (who === 'a member without the permission' && readsOnly) continue;
        const { status } = await api(store, bearer).call(verb, address, verb === 'GET' ? {} : { body: {} });
        if (!expected.includes(status)) passed.push(`${who} ${id}: ${status}`);
      }
    }
    for (const place of ['readiness', 'status', 'availability/DE'])
      for (const [who, [bearer, expected]] of Object.entries(callers)) {
        if (who === 'a member without the permission') continue;
        const { status } = await api(store, bearer).get(
          `/androidpublisher/v3/applications/${PACKAGE}/${place}`,
        );
        if (!expected.includes(status)) passed.push(`${who} ${place}: ${status}`);
      }
    expect(passed).toEqual([]);
    // Nothing happened to the edit.
    expect((await client().get(`${base}/${edit}`)).status).toBe(200);
  });
});
