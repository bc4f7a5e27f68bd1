import { CreateRelease, type PackageSigner, PutListing, SubmitRelease, UpdateApp } from '@portolan/catalog';
import sharp from 'sharp';
import { newSigner, testPackage } from '../../support/packages';
import { aStaffMember, api, type Client } from '../../support/people';
import { publishing } from '../../support/publishing';
import { aRealPublisher, type RealPublisher } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('what the automated checks find in a release', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let reviewer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    publisher = await aRealPublisher(store);
    reviewer = api(store, (await aStaffMember(store, 'reviewer')).token);
  });
  afterAll(() => store.close());

  type Package = Parameters<typeof testPackage>[3] & { signer?: PackageSigner };
  const draft = async (
    { owner = publisher, ...about }: Package & { owner?: RealPublisher },
    appId: string,
    packageName: string,
    versionCode: number,
  ) => {
    const { signer = owner.signer, ...wish } = about;
    const bytes = testPackage(packageName, versionCode, signer, wish);
    const { artifact } = await publishing(store).upload(owner, appId, bytes);
    const { actor } = owner;
    return store.app.get(CreateRelease).execute({ appId, artifactId: artifact.id, notes: {}, actor });
  };
  const found = async (releaseId: string, owner = publisher) => {
    const { body } = await api(store, owner.token).get(`/v1/releases/${releaseId}`);
    const findings = body.findings as { code: string; detail: string }[];
    return new Map(findings.map(({ code, detail }) => [code, detail]));
  };
  const giveIcon = async (owner: RealPublisher, appId: string, shade: number) => {
    const background = { r: shade, g: 80, b: 120 };
    const raw = await sharp({ create: { width: 512, height: 512, channels: 3, background } })
      .png()
      .toBuffer();
    const headers = { 'content-type': 'image/png' };
    const path = `/v1/apps/${appId}/listings/en/images/icon`;
    expect((await api(store, owner.token).call('POST', path, { raw, headers })).status).toBe(201);
  };

  it('are trackers, denied advertising, permissions out of place, pages and icons, checked again when submitted', async () => {
    const name = 'org.example.found';
    const { actor } = publisher;
    const appId = await publishing(store).draftApp(publisher, { packageName: name, title: 'x'.repeat(40) });
    await store.app.get(UpdateApp).execute({ appId, declarations: { advertising: false }, actor });
    const classes = ['Lorg/example/found/Main;', 'Lcom/applovin/sdk/AppLovinSdk;'];
    const permissions = ['android.permission.READ_SMS'];
    const releaseId = await draft({ classes, permissions }, appId, name, 1);
    const first = await found(releaseId);
    expect([...first.keys()].sort()).toEqual([
      'advertising-denied',
      'icon-missing',
      'known-tracker',
      'listing-title-long',
      'permission-unexpected',
    ]);
    expect(first.get('known-tracker')).toBe('The package contains AppLovin (advertising).');
    expect(first.get('permission-unexpected')).toContain('android.permission.READ_SMS');

    await giveIcon(publisher, appId, 1);
    const listing = { title: 'Found', shortDescription: '', fullDescription: 'B' };
    await store.app.get(PutListing).execute({ appId, locale: 'en', ...listing, actor });
    await store.app.get(SubmitRelease).execute({ releaseId, actor });
    const queued = (await reviewer.get(`/v1/ops/reviews/${releaseId}`)).body.findings;
    expect((queued as { code: string }[]).map(({ code }) => code).sort()).toEqual([
      'advertising-denied',
      'known-tracker',
      'listing-incomplete',
      'permission-unexpected',
    ]);
  });

  it('is an icon that a live app of another publisher has', async () => {
    const { publishApp, draftApp } = publishing(store);
    const original = await publishApp(publisher, { packageName: 'org.example.original' });
    await giveIcon(publisher, original.appId, 2);
    const other = await aRealPublisher(store);
    const copy = async (owner: RealPublisher, name: string) => {
      const appId = await draftApp(owner, { packageName: name });
      await giveIcon(owner, appId, 2);
      const releaseId = await draft({ owner }, appId, name, 1);
      return { releaseId, codes: await found(releaseId, owner) };
    };
    const { releaseId, codes } = await copy(other, 'org.example.copy');
    expect(codes.get('icon-copied')).not.toContain('org.example.original');
    await store.app.get(SubmitRelease).execute({ releaseId, actor: other.actor });
    const seen = await reviewer.get(`/v1/ops/reviews/${releaseId}`);
    expect(seen.body.iconAlsoOf).toBe('org.example.original');
    expect([...(await copy(publisher, 'org.example.sibling')).codes.keys()]).toEqual([]);
  });

  it('is a change of certificate that the old one vouches for', async () => {
    const name = 'org.example.rotated';
    const { appId } = await publishing(store).publishApp(publisher, { packageName: name });
    const next = { signer: newSigner('Next'), formerSigners: [publisher.signer] };
    const codes = async (about: Package, versionCode: number) => [
      ...(await found(await draft(about, appId, name, versionCode))).keys(),
    ];
    expect(await codes({}, 2)).not.toContain('certificate-changed');
    expect(await codes(next, 3)).toContain('certificate-changed');
  });

  it('is code that cannot be read', async () => {
    const name = 'org.example.unread';
    const appId = await publishing(store).draftApp(publisher, { packageName: name });
    const assets = { 'classes.dex': Buffer.from('dex\n035\0 and nothing more') };
    const codes = await found(await draft({ assets }, appId, name, 1));
    expect(codes.get('code-unread')).toContain('classes.dex is no DEX file');
  });
});
