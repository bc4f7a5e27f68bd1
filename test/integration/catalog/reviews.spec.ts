import { CreateRelease, ListReviewQueue, SubmitRelease } from '@portolan/catalog';
import { testPackage } from '../../support/packages';
import { newPublisher, publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('the review queue', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  const name = 'org.example.asking';
  const permission = (short: string) => `android.permission.${short}`;

  it('shows which permissions a release adds to the live version, and which it gives up', async () => {
    const { draftApp, upload, approve } = publishing(store);
    const publisher = newPublisher();
    const { actor, signer } = publisher;
    const appId = await draftApp(publisher, { packageName: name });
    const submit = async (versionCode: number, asks: string[]) => {
      const permissions = asks.map(permission);
      const bytes = testPackage(name, versionCode, signer, { permissions });
      const { artifact } = await upload(publisher, appId, bytes);
      const draft = { appId, artifactId: artifact.id, notes: {}, actor };
      const releaseId = await store.app.get(CreateRelease).execute(draft);
      await store.app.get(SubmitRelease).execute({ releaseId, actor });
      return releaseId;
    };
    const shown = async (releaseId: string) => {
      const { data } = await store.app.get(ListReviewQueue).execute({ limit: 50, sort: 'priority' });
      return data.find(({ id }) => id === releaseId)?.permissions;
    };
    const first = await submit(1, ['INTERNET', 'VIBRATE', 'VIBRATE']);
    expect(await shown(first)).toEqual({
      against: null,
      added: [permission('INTERNET'), permission('VIBRATE')],
      removed: [],
    });
    await approve(first);
    const second = await submit(2, ['INTERNET', 'WAKE_LOCK']);
    expect(await shown(second)).toEqual({
      against: 1,
      added: [permission('WAKE_LOCK')],
      removed: [permission('VIBRATE')],
    });
    await approve(second);
    expect(await shown(await submit(3, ['WAKE_LOCK', 'INTERNET']))).toEqual({
      against: 2,
      added: [],
      removed: [],
    });
  });
});
