import { ChooseVersions, CreateRelease, SubmitRelease } from '@portolan/catalog';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPublisher, publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

const FOLDER = join(__dirname, '../../../../shared/data/catalogue/apks');
const present = existsSync(FOLDER);
if (!present) process.stderr.write('upgrade chain: skipped: no ../shared/data\n');
const NAME = 'com.politedroid';
/** Four versions as F-Droid published them, by one certificate. */
const CHAIN = [3, 4, 5, 6];
const apk = (versionCode: number): Buffer => readFileSync(join(FOLDER, `${NAME}_${versionCode}.apk`));

(present ? describe : describe.skip)(`four published versions of ${NAME}`, () => {
  let store: TestApp;
  beforeEach(async () => {
    store = await startTestApp();
  });
  afterEach(() => store.close());

  it('go out one after the other, each to whoever has the one before, and none goes back', async () => {
    const { draftApp, upload, approve } = publishing(store);
    const publisher = newPublisher();
    const { actor } = publisher;
    const appId = await draftApp(publisher, { packageName: NAME });
    const offeredTo = async (installed: number) => {
      const query = {
        appIds: [appId],
        accountId: null,
        market: 'DE',
        installed: new Map([[appId, installed]]),
      };
      const choice = (await store.app.get(ChooseVersions).execute(query)).get(appId);
      return choice?.outcome === 'deliver' ? choice.package.versionCode : choice?.outcome;
    };
    const artifacts = new Map<number, string>();
    for (const versionCode of CHAIN) {
      const { artifact, created } = await upload(publisher, appId, apk(versionCode));
      expect([created, artifact.versionCode]).toEqual([true, versionCode]);
      artifacts.set(versionCode, artifact.id);
      const draft = { appId, artifactId: artifact.id, notes: {}, actor };
      const releaseId = await store.app.get(CreateRelease).execute(draft);
      await store.app.get(SubmitRelease).execute({ releaseId, actor });
      await approve(releaseId);
      expect(await offeredTo(versionCode - 1)).toBe(versionCode);
    }
    for (const versionCode of CHAIN.slice(0, -1)) {
      const draft = { appId, artifactId: artifacts.get(versionCode) ?? '', notes: {}, actor };
      const releaseId = await store.app.get(CreateRelease).execute(draft);
      const submitting = store.app.get(SubmitRelease).execute({ releaseId, actor });
      await expect(submitting).rejects.toMatchObject({ code: 'release-version-not-higher' });
    }
    expect(await offeredTo(7)).toBe('keep');
  });

  it('are refused backwards', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const appId = await draftApp(publisher, { packageName: NAME });
    const [newest = 0, ...older] = [...CHAIN].reverse();
    await upload(publisher, appId, apk(newest));
    for (const versionCode of older)
      await expect(upload(publisher, appId, apk(versionCode))).rejects.toMatchObject({
        code: 'artifact-version-code-not-higher',
      });
  });
});
