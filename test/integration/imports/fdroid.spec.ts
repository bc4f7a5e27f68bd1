import { CreatePublisher, RegisterAccount } from '@portolan/accounts';
import { CreateApp, FindAppByPackage, ImportApps, ListListings, PutListing } from '@portolan/catalog';
import { type AccountActor, Clock, TransactionHost } from '@portolan/platform';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportReport } from '../../../apps/api/src/imports/fdroid/import-report';
import { ImportRuns } from '../../../apps/api/src/imports/fdroid/import-runs';
import { readCatalogue } from '../../../apps/api/src/imports/fdroid/read-catalogue';
import { type ImportTotals, RunImport } from '../../../apps/api/src/imports/fdroid/run-import';
import { uploadPackages } from '../../../apps/api/src/imports/fdroid/upload-packages';
import { startTestApp, type TestApp } from '../../support/test-app';

const DATA = join(__dirname, '../../../../shared/data/catalogue');
const REAL = join(DATA, 'fdroiddata-apps.ndjson');
const withData = existsSync(REAL) ? it : it.skip;
/** The whole catalogue takes a minute on a busy machine; every twelfth app shows the same. */
const EVERY = 12;
/** Apps of the catalogue that packages lie beside. */
const PACKAGED = ['com.politedroid', 'org.sajeg.fallingblocks'];

const line = (packageName: string, name: string | undefined, more: object = {}) =>
  JSON.stringify({ packageName, AutoName: name, Categories: ['News'], versions: [], ...more });

describe('an F-Droid catalogue', () => {
  let store: TestApp;
  let folder: string;
  let actor: AccountActor;
  beforeAll(async () => {
    store = await startTestApp();
    folder = await mkdtemp(join(tmpdir(), 'portolan-import-'));
    const person = {
      email: 'importer@example.org',
      password: 'a long enough password',
      displayName: 'Importer',
    };
    const { id } = await store.app.get(RegisterAccount).execute({ ...person, homeMarket: 'DE' });
    actor = { kind: 'account', accountId: id, staffRoles: [] };
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The import is a command of its own, and no part of the API. */
  function runner(): RunImport {
    const host = store.app.get(TransactionHost);
    return new RunImport(store.app.get(ImportApps), new ImportRuns(host, store.app.get(Clock)), host);
  }

  let publishers = 0;
  async function newPublisher(): Promise<string> {
    const command = {
      actor,
      name: `Imports ${++publishers}`,
      country: 'DE',
      contactEmail: 'importer@example.org',
    };
    return (await store.app.get(CreatePublisher).execute(command)).id;
  }

  async function importFile(path: string, publisherId: string, stopAfter = Infinity) {
    const report = new ImportReport(join(folder, 'report'), false);
    let batches = 0;
    const onProgress = (): void => {
      if (++batches >= stopAfter) throw new Error('stopped');
    };
    let totals: ImportTotals | undefined;
    try {
      const catalogue = await readCatalogue(path);
      totals = await runner().execute({ path, catalogue, publisherId, actor, report, onProgress });
    } finally {
      await report.close();
    }
    const lines = (await readFile(report.path, 'utf8')).split('\n').filter((text) => text !== '');
    return {
      totals,
      lines: lines.map((text) => JSON.parse(text) as { packageName: string; outcome: string; code: string }),
    };
  }

  async function importText(text: string, publisherId: string) {
    const path = join(folder, 'catalogue');
    await writeFile(path, text);
    return importFile(path, publisherId);
  }

  it('is taken in; what is at fault is refused alone, by name and reason', async () => {
    const publisherId = await newPublisher();
    await store.app.get(CreateApp).execute({
      publisherId: await newPublisher(),
      packageName: 'org.taken',
      defaultLocale: 'en',
      category: 'app/news',
      pricing: 'free',
      actor,
    });
    const { totals, lines } = await importText(
      [
        line('org.good', 'Good', { localized: { de: { summary: 'Gut' } } }),
        line('org.nameless', undefined),
        line('not a package', 'Name'),
        line('org.taken', 'Taken'),
        line('org.good', 'Twice'),
        '{broken',
      ].join('\n'),
      publisherId,
    );
    expect(totals).toMatchObject({ created: 1, updated: 0, unchanged: 0, refused: 5, listings: 2 });
    expect(lines.map(({ packageName, code }) => [packageName, code])).toEqual([
      ['org.nameless', 'name-missing'],
      ['not a package', 'package-name-invalid'],
      ['org.taken', 'package-name-taken'],
      ['org.good', 'app-given-twice'],
      [null, 'not-json'],
    ]);
    const appId = (await store.app.get(FindAppByPackage).execute('org.good')) ?? '';
    const listings = await store.app.get(ListListings).execute(appId);
    expect(listings.map(({ locale, title, shortDescription }) => [locale, title, shortDescription])).toEqual([
      ['de', 'Good', 'Gut'],
      ['en-US', 'Good', ''],
    ]);
  });

  it('changes nothing the second time, and what differs when it has changed', async () => {
    const publisherId = await newPublisher();
    const text = [line('org.same', 'Same'), line('org.other', 'Other')].join('\n');
    await importText(text, publisherId);
    const events = async () =>
      (await store.database.query<{ n: string }>('SELECT count(*) AS n FROM audit_event'))[0]?.n;
    const before = await events();
    expect((await importText(text, publisherId)).totals).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    });
    expect(await events()).toBe(before);
    const appId = (await store.app.get(FindAppByPackage).execute('org.other')) ?? '';
    const own = { appId, locale: 'fr', title: 'Autre', shortDescription: '', fullDescription: '', actor };
    await store.app.get(PutListing).execute(own);
    const changed = text.replace('"Other"', '"Another"');
    expect((await importText(changed, publisherId)).totals).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 1,
    });
    const listings = await store.app.get(ListListings).execute(appId);
    expect(listings.map(({ locale, title, version }) => [locale, title, version])).toEqual([
      ['en-US', 'Another', 2],
      ['fr', 'Autre', 1],
    ]);
  });

  it('goes on where it was stopped', async () => {
    const publisherId = await newPublisher();
    const path = join(folder, 'long');
    await writeFile(
      path,
      Array.from({ length: 450 }, (_, n) => line(`org.long.app${n}`, `App ${n}`)).join('\n'),
    );
    await expect(importFile(path, publisherId, 1)).rejects.toThrow('stopped');
    expect((await importFile(path, publisherId)).totals).toMatchObject({
      resumedAt: 200,
      created: 250,
      unchanged: 0,
    });
    expect((await importFile(path, publisherId)).totals).toMatchObject({
      resumedAt: 0,
      created: 0,
      unchanged: 450,
    });
  });

  withData(
    `of ${existsSync(REAL) ? 'real apps' : '(skipped: no ../shared/data)'} is taken in and stays as it is`,
    async () => {
      const publisherId = await newPublisher();
      const rows = (await readFile(REAL, 'utf8')).split('\n').filter((_, n) => n % EVERY === 0);
      const path = join(folder, 'real');
      const extra = line('com.politedroid', 'Polite Droid');
      await writeFile(
        path,
        [...rows.filter((row) => !PACKAGED.some((name) => row.includes(`"${name}"`))), extra].join('\n'),
      );
      const { totals, lines } = await importFile(path, publisherId);
      expect(totals?.created).toBeGreaterThan(500);
      expect(new Set(lines.filter(({ outcome }) => outcome === 'refused').map(({ code }) => code))).toEqual(
        new Set(['name-missing']),
      );
      const again = await importFile(path, publisherId);
      expect(again.totals).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: totals?.created,
        refused: totals?.refused,
      });

      const report = new ImportReport(join(folder, 'packages-report'), false);
      const packages = await uploadPackages(store.app, {
        folder: join(DATA, 'apks'),
        publisherId,
        actor,
        report,
      });
      await report.close();
      // Four versions of one app, in their order; the others belong to apps that were not imported.
      expect(packages.uploaded).toBe(4);
      expect(report.summary().map(([what]) => what)).toEqual(['refused app-not-imported']);
    },
    180_000,
  );
});
