import { CreateRelease, SubmitRelease } from '@portolan/catalog';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DownloadLinks } from '../../../apps/api/src/consumer/downloads/download-links';
import { testPackage } from '../../support/packages';
import { aStaffMember, api, type Client, type Person, tokensOf } from '../../support/people';
import { publishing } from '../../support/publishing';
import { aRealPublisher, type RealPublisher, reviewing } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

const DAY_MS = 86_400_000;
const OCTETS = 'application/octet-stream';
const ROOT = join(__dirname, '../../..');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the expansion files of a release under review', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let people: Person[];
  beforeAll(async () => {
    store = await startTestApp({ APPEAL_DAYS: '10' });
    store.clock.set(new Date());
    publisher = await aRealPublisher(store);
    people = [await aStaffMember(store, 'reviewer'), await aStaffMember(store, 'reviewer')];
  });
  afterAll(() => store.close());

  const signedIn = async (email = ''): Promise<Client> => api(store, (await tokensOf(store, email)).token);
  const owner = () => signedIn(publisher.email);
  const reviewer = (n: 0 | 1) => signedIn(people[n]?.email);
  const codeOf = (answer: { status: number; body: { error?: { portolan: { code: string } } } }) => [
    answer.status,
    answer.body.error?.portolan.code,
  ];
  const newEdit = async (packageName: string): Promise<string> => {
    const base = `/androidpublisher/v3/applications/${packageName}/edits`;
    return `${base}/${(await (await owner()).post(base, {})).body.id}`;
  };
  const place = (edit: string) => `${edit}/apks/1/expansionFiles/main`;
  const send = async (edit: string, raw: Uint8Array) =>
    (await owner()).call('POST', `/upload${place(edit)}?uploadType=media`, {
      raw,
      headers: { 'content-type': OCTETS },
    });
  const swap = async (packageName: string) => send(await newEdit(packageName), randomBytes(30));
  const submit = async (appId: string, artifactId: string): Promise<string> => {
    const { actor } = publisher;
    const releaseId = await store.app.get(CreateRelease).execute({ appId, artifactId, notes: {}, actor });
    await store.app.get(SubmitRelease).execute({ releaseId, actor });
    return releaseId;
  };
  /** An app with a submitted release, of one package with one file. */
  const submitted = async (packageName: string) => {
    const { draftApp, upload } = publishing(store);
    const appId = await draftApp(publisher, { packageName, title: 'Files' });
    const { artifact } = await upload(publisher, appId, testPackage(packageName, 1, publisher.signer));
    const edit = await newEdit(packageName);
    const bytes = randomBytes(20);
    expect((await send(edit, bytes)).status).toBe(200);
    expect((await (await owner()).post(`${edit}:commit`, undefined)).status).toBe(200);
    const file = { type: 'main', versionCode: 1, sha256: hash(bytes), sizeBytes: 20 };
    return { appId, artifactId: artifact.id, file, releaseId: await submit(appId, artifact.id) };
  };

  it('are what a reviewer decides on, and are kept and compared with it', async () => {
    const name = 'org.example.weighed';
    const { appId, artifactId, releaseId, file } = await submitted(name);
    const client = await reviewer(0);
    const { body } = await client.get(`/v1/ops/reviews/${releaseId}`);
    expect(body.content.packages).toMatchObject([{ versionCode: 1, expansionFiles: [file] }]);
    // Nothing lets it change now; were it to, nothing would be decided on it unread.
    const exchange = (to: string) =>
      store.database.query('UPDATE expansion_file SET sha256 = $2 WHERE app_id = $1', [appId, to]);
    await exchange('f'.repeat(64));
    await client.post(`/v1/ops/reviews/${releaseId}/take`, {});
    const blind = await client.post(`/v1/ops/reviews/${releaseId}/reject`, {
      ...{ contentHash: body.contentHash, policies: ['metadata'], message: 'Mend it.' },
    });
    expect([blind.status, blind.body.code]).toEqual([409, 'review-content-changed']);
    await exchange(file.sha256);
    await client.post(`/v1/ops/reviews/${releaseId}/give-back`, {});
    await reviewing(client).reject(releaseId);
    const kept = () =>
      store.database.query<{ files: object }>(
        `SELECT content #> '{packages,0,expansionFiles}' AS files FROM reviewed_content WHERE release_id = $1`,
        [releaseId],
      );
    expect(await kept()).toEqual([{ files: [file] }]);

    // What was kept before is told them by the upgrade, and read without them until then.
    const migration = readFileSync(join(ROOT, 'migrations/0108_reviewed_expansion_files.sql'), 'utf8');
    const [up = '', down = ''] = migration
      .split('-- Down Migration')
      .map((half) => /^UPDATE reviewed_content[^;]*;/m.exec(half)?.[0] ?? '');
    await store.database.query(down);
    expect(await kept()).toEqual([{ files: null }]);
    store.clock.advance(10 * DAY_MS);
    const edit = await newEdit(name);
    const other = randomBytes(30);
    expect((await send(edit, other)).status).toBe(200);
    expect((await (await owner()).post(`${edit}:commit`, undefined)).status).toBe(200);
    const next = await submit(appId, artifactId);
    const compared = async () =>
      (await (await reviewer(0)).get(`/v1/ops/reviews/${next}`)).body.comparisons[0].changes.packages;
    const after = { versionCode: 1, expansionFiles: [{ ...file, sha256: hash(other), sizeBytes: 30 }] };
    expect(await compared()).toMatchObject({ added: [after], removed: [{ expansionFiles: [] }] });
    await store.database.query(`UPDATE reviewed_content SET content = jsonb_set(content, $1, $2)`, [
      '{packages,0,expansionFiles}',
      JSON.stringify([file]),
    ]);
    expect(await compared()).toMatchObject({ added: [after], removed: [{ expansionFiles: [file] }] });
    // A file that came later than the decision was not decided on.
    await store.database.query(up);
    expect(await kept()).toEqual([{ files: [] }]);
  });

  it('stay while a rejection can be appealed and an appeal is open, and no longer', async () => {
    const [appealed, accepted] = ['org.example.appealing', 'org.example.accepting'];
    const { releaseId } = await submitted(appealed);
    const first = await reviewer(0);
    await reviewing(first).reject(releaseId);
    await reviewing(first).reject((await submitted(accepted)).releaseId);
    for (const name of [appealed, accepted])
      expect(codeOf(await swap(name))).toEqual([409, 'expansion-file-settled']);
    const filed = await (await owner()).post(`/v1/releases/${releaseId}/appeal`, { message: 'Look again.' });
    expect(filed.status).toBe(201);
    store.clock.advance(10 * DAY_MS - 60_000);
    expect(codeOf(await swap(accepted))).toEqual([409, 'expansion-file-settled']);
    store.clock.advance(60_000);
    expect((await swap(accepted)).status).toBe(200);
    expect(codeOf(await swap(appealed))).toEqual([409, 'expansion-file-settled']);
    const denied = { outcome: 'denied', message: 'It stays.' };
    const path = `/v1/ops/appeals/${filed.body.id}/decide`;
    expect((await (await reviewer(1)).post(path, denied)).status).toBe(200);
    expect((await swap(appealed)).status).toBe(200);
  });

  it('are read from edits of a process that knows none', async () => {
    const name = 'org.example.older';
    await submitted(name);
    const edit = await newEdit(name);
    await store.database.query(`UPDATE app_edit SET changes = changes - 'expansionFiles' WHERE id = $1`, [
      edit.split('/').pop(),
    ]);
    const client = await owner();
    expect((await client.get(place(edit))).body).toEqual({ fileSize: '20' });
    expect((await client.post(`${edit}:validate`, undefined)).status).toBe(200);
    expect((await client.post(`${edit}:commit`, undefined)).status).toBe(200);
  });

  it('are linked by their whole name, however long', async () => {
    const name = `org.example.${'long'.repeat(60)}abc`;
    expect(name).toHaveLength(255);
    const { file } = await submitted('org.example.linked');
    const [row] = await store.database.query<{ file_key: string }>(
      'SELECT file_key FROM expansion_file WHERE sha256 = $1',
      [file.sha256],
    );
    const fileName = `main.2100000000.${name}.obb`;
    const grant = { fileKey: row?.file_key ?? '', sha256: file.sha256, fileName };
    const { url } = store.app.get(DownloadLinks).make({ ...grant, accountId: publisher.actor.accountId });
    const answer = await fetch(store.url + new URL(url).pathname);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, OCTETS]);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
    const { paths } = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
    expect(Object.keys(paths['/v1/downloads/{token}'].get.responses['200'].content as object)).toContain(
      OCTETS,
    );
  });
});
