import { GetApp, GetArtifact, UploadArtifact } from '@portolan/catalog';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newSigner, testPackage } from '../../support/packages';
import { newPublisher, publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('uploads', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp({ ARTIFACT_MAX_BYTES: '200000' });
  });
  afterAll(() => store.close());

  /** Files in the store by folder, and rows: what an upload may leave. */
  const left = async () => {
    const files = (folder: string) =>
      readdir(join(store.filesDirectory, folder), { recursive: true, withFileTypes: true }).then(
        (entries) => entries.filter((entry) => entry.isFile()).length,
        () => 0,
      );
    const [row] = await store.database.query<{ n: string }>('SELECT count(*) AS n FROM artifact');
    return { incoming: await files('incoming'), kept: await files('sha256'), rows: Number(row?.n) };
  };

  it('keep the file under its hash with the report of what it is', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const appId = await draftApp(publisher, { packageName: 'org.example.kept' });
    const bytes = testPackage('org.example.kept', 7, publisher.signer);
    const { artifact, created } = await upload(publisher, appId, bytes);
    expect(created).toBe(true);
    expect(artifact).toMatchObject({
      versionCode: 7,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      report: { packageName: 'org.example.kept', minSdk: 24 },
    });
    expect(await store.app.get(GetArtifact).execute(appId, artifact.id)).toEqual(artifact);
    expect((await store.app.get(GetApp).execute(appId)).signer).toHaveLength(1);

    const before = await left();
    expect(await upload(publisher, appId, bytes)).toEqual({ artifact, created: false });
    expect(await left()).toEqual({ ...before, incoming: 0 });
  });

  it('are refused with a code of their own and leave nothing behind', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const appId = await draftApp(publisher, { packageName: 'org.example.strict' });
    await upload(publisher, appId, testPackage('org.example.strict', 5, publisher.signer));
    const before = await left();
    const good = testPackage('org.example.strict', 6, publisher.signer);
    const flipped = Buffer.from(good);
    flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40);
    const cases: [string, Buffer][] = [
      ['artifact-package-mismatch', testPackage('org.example.other', 6, publisher.signer)],
      [
        'artifact-version-code-not-higher',
        testPackage('org.example.strict', 5, publisher.signer, { label: 'B' }),
      ],
      ['artifact-version-code-not-higher', testPackage('org.example.strict', 4, publisher.signer)],
      ['artifact-certificate-mismatch', testPackage('org.example.strict', 6, newSigner())],
      ['apk-not-a-zip', Buffer.from('plain text, and long enough to be read as a file')],
      ['apk-truncated', good.subarray(0, good.length - 30)],
      ['file-too-large', Buffer.alloc(200_001)],
    ];
    for (const [code, bytes] of cases)
      await expect(upload(publisher, appId, bytes)).rejects.toMatchObject({ code });
    await expect(upload(publisher, appId, flipped)).rejects.toMatchObject({
      code: expect.stringMatching(/^apk-/) as string,
    });
    expect(await left()).toEqual(before);
  });

  it('leave nothing behind when the connection breaks', async () => {
    const { draftApp } = publishing(store);
    const publisher = newPublisher();
    const appId = await draftApp(publisher, { packageName: 'org.example.broken' });
    const before = await left();
    let sent = 0;
    const broken = new Readable({
      read() {
        if (sent++ < 3) this.push(Buffer.alloc(10_000));
        else this.destroy(new Error('reset'));
      },
    });
    await expect(
      store.app.get(UploadArtifact).execute({ appId, stream: broken, actor: publisher.actor }),
    ).rejects.toMatchObject({ code: 'upload-interrupted' });
    expect(await left()).toEqual(before);
  });

  it('pin one certificate when first uploads race, and take each version code once', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const appId = await draftApp(publisher, { packageName: 'org.example.race' });
    const first = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        upload(publisher, appId, testPackage('org.example.race', 1, newSigner())),
      ),
    );
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of first)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'artifact-certificate-mismatch' });
    const rows = await store.database.query('SELECT DISTINCT signer FROM artifact WHERE app_id = $1', [
      appId,
    ]);
    expect(rows).toEqual([{ signer: (await store.app.get(GetApp).execute(appId)).signer.join(',') }]);
  });

  it('follow a change of key that the former key vouches for, and never go back', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const name = 'org.example.rotated';
    const appId = await draftApp(publisher, { packageName: name });
    const [first, second, third] = [publisher.signer, newSigner('second'), newSigner('third')];
    const pin = async () => {
      const { signer, previousSigners } = await store.app.get(GetApp).execute(appId);
      return { signer, previousSigners };
    };
    await upload(publisher, appId, testPackage(name, 1, first));
    const rotated = testPackage(name, 2, second, { formerSigners: [first] });
    expect((await upload(publisher, appId, rotated)).artifact.report.signature.lineage).toEqual([
      first.sha256,
      second.sha256,
    ]);
    expect(await pin()).toEqual({ signer: [second.sha256], previousSigners: [first.sha256] });
    const refused: [string, Buffer][] = [
      ['artifact-certificate-mismatch', testPackage(name, 3, first)],
      ['artifact-lineage-incomplete', testPackage(name, 3, second)],
      ['artifact-certificate-mismatch', testPackage(name, 3, third)],
      ['artifact-lineage-incomplete', testPackage(name, 3, third, { formerSigners: [second] })],
    ];
    for (const [code, bytes] of refused)
      await expect(upload(publisher, appId, bytes)).rejects.toMatchObject({ code });
    expect(await pin()).toEqual({ signer: [second.sha256], previousSigners: [first.sha256] });
    await upload(publisher, appId, testPackage(name, 3, third, { formerSigners: [first, second] }));
    expect(await pin()).toEqual({
      signer: [third.sha256],
      previousSigners: [first.sha256, second.sha256],
    });
    const changes = await store.database.query<{ after: { signer: string } }>(
      `SELECT e.after FROM audit_event e WHERE e.action = 'app.signer-change' AND e.subject_id = $1 ORDER BY e.id`,
      [appId],
    );
    expect(changes.map(({ after }) => after.signer)).toEqual([second.sha256, third.sha256]);
    // Nor does anybody who goes past the rules.
    for (const sql of [
      `UPDATE app SET signer = previous_signers[1], previous_signers = '{}' WHERE id = $1`,
      `UPDATE app SET signer = NULL WHERE id = $1`,
      `UPDATE app SET previous_signers = '{}' WHERE id = $1`,
      `INSERT INTO artifact SELECT gen_random_uuid(), app_id, repeat('0', 64), size_bytes, file_key, 99, version_name,
              signer, report, uploaded_by, uploaded_at FROM artifact WHERE app_id = $1 AND version_code = 1`,
    ])
      await expect(store.database.query(sql, [appId])).rejects.toThrow(/signer/);
  });

  it('let one of two changes of key win when they race', async () => {
    const { draftApp, upload } = publishing(store);
    const publisher = newPublisher();
    const name = 'org.example.rotation.race';
    const appId = await draftApp(publisher, { packageName: name });
    await upload(publisher, appId, testPackage(name, 1, publisher.signer));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        upload(
          publisher,
          appId,
          testPackage(name, 2 + index, newSigner(), { formerSigners: [publisher.signer] }),
        ),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const app = await store.app.get(GetApp).execute(appId);
    expect(app.previousSigners).toEqual([publisher.signer.sha256]);
  });
});
