import { CATEGORY_PATHS } from '@portolan/catalog';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appToImport } from './app-to-import';
import { fromMetadata } from './fdroid-app';
import { FALLBACK_CATEGORY, storeCategoryOf } from './fdroid-categories';
import { cutAtWord, oneLine, plainText } from './plain-text';
import { type CatalogueEntry, readCatalogue } from './read-catalogue';

const FULL = {
  packageName: 'org.example.timer',
  Categories: ['System', 'Timer'],
  AutoName: 'Timer',
  Description: 'Counts.\n\n<ul><li>up</li><li>down</li></ul> R&amp;D',
  AntiFeatures: ['Ads'],
  versions: [
    { versionName: '1', versionCode: 1 },
    { versionName: '2', versionCode: 2 },
  ],
  localized: { 'en-US': { summary: 'Counts down' }, de: { name: 'Uhr', summary: 'Zählt' }, fr: {} },
};

function taken(raw: unknown) {
  const read = appToImport(fromMetadata(raw));
  if ('refused' in read) throw new Error(read.refused.code);
  return read;
}

describe('an app of F-Droid', () => {
  it('becomes a free app with a listing in each locale that says something', () => {
    const { app, notes } = taken(FULL);
    expect(notes).toEqual([]);
    expect(app).toMatchObject({
      packageName: 'org.example.timer',
      defaultLocale: 'en-US',
      category: 'app/tools',
      declarations: { advertising: true },
    });
    expect([...app.listings]).toEqual([
      [
        'en-US',
        { title: 'Timer', shortDescription: 'Counts down', fullDescription: 'Counts.\n\n- up\n- down\n R&D' },
      ],
      ['de', { title: 'Uhr', shortDescription: 'Zählt', fullDescription: '' }],
    ]);
  });

  it('says nothing of advertising where the catalogue says nothing', () => {
    expect(taken({ ...FULL, AntiFeatures: ['NonFreeNet'] }).app.declarations).toEqual({});
  });

  it('is refused without a name, and takes the first one that any locale has', () => {
    const nameless = { ...FULL, AutoName: undefined, localized: { de: { summary: 'Zählt' } } };
    expect(appToImport(fromMetadata(nameless))).toMatchObject({ refused: { code: 'name-missing' } });
    const german = { ...nameless, localized: { de: { name: 'Uhr' } } };
    expect(taken(german).app.listings.get('en-US')?.title).toBe('Uhr');
  });

  it('has long texts cut at a word, and each cut is noted', () => {
    const { app, notes } = taken({ ...FULL, Name: 'word '.repeat(20), Summary: 'x'.repeat(100) });
    expect(app.listings.get('en-US')).toMatchObject({
      title: `${'word '.repeat(9).trimEnd()}…`,
      shortDescription: `${'x'.repeat(79)}…`,
    });
    expect(notes.map(({ code }) => code)).toEqual(['name-cut', 'summary-cut']);
  });

  it('keeps no locale that the store cannot name, and says which', () => {
    const { app, notes } = taken({
      ...FULL,
      localized: { ...FULL.localized, 'xx-wrong-tag': { name: 'n' } },
    });
    expect(app.listings.has('xx-wrong-tag')).toBe(false);
    expect(notes).toEqual([{ code: 'locale-unknown', detail: 'xx-wrong-tag' }]);
  });

  it('goes into the narrow category before the wide one; what has no place is a tool, and noted', () => {
    expect(storeCategoryOf(['System', 'Weather'])).toBe('app/weather');
    expect(storeCategoryOf(['constructor', '__proto__'])).toBeNull();
    const { app, notes } = taken({ ...FULL, Categories: ['Numismatics'] });
    expect([app.category, notes[0]?.code]).toEqual([FALLBACK_CATEGORY, 'category-unknown']);
    expect(CATEGORY_PATHS).toContain(FALLBACK_CATEGORY);
  });
});

describe('texts', () => {
  it('lose their markup and keep their breaks', () => {
    expect(plainText('a<br/>b<p>c</p><b>d</b> &#8364; &unknown; 1 < 2')).toBe('a\nb\nc\nd € &unknown; 1 < 2');
    expect(plainText('a\u0000b\ud800')).toBe('a b\ufffd');
    expect(oneLine(' two\n lines\u2028end ')).toBe('two lines end');
  });

  it('are cut to the limit and never inside a character', () => {
    expect(cutAtWord('short', 10)).toBeNull();
    for (const limit of [10, 11, 12, 13]) {
      const cut = cutAtWord('😀'.repeat(10), limit) ?? '';
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut).toMatch(/^(?:😀)+…$/u);
    }
  });
});

describe('a catalogue', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'portolan-catalogue-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function read(text: string) {
    const path = join(folder, 'catalogue');
    await writeFile(path, text);
    const { form, total, entries } = await readCatalogue(path);
    const all: CatalogueEntry[] = [];
    for await (const entry of entries) all.push(entry);
    return { form, total, all };
  }
  const codes = (all: CatalogueEntry[]) =>
    all.map(({ read: one }) => ('refused' in one ? one.refused.code : 'app'));

  it('is read line by line, and a broken line is that line alone', async () => {
    const lines = [
      JSON.stringify(FULL),
      '{"packageName":',
      '',
      '{"packageName":7}',
      JSON.stringify({ ...FULL, packageName: 'b.c' }),
    ];
    const { form, total, all } = await read(lines.join('\r\n'));
    expect([form, total]).toEqual(['metadata', 4]);
    expect(codes(all)).toEqual(['app', 'not-json', 'entry-invalid', 'app']);
    expect(all.map(({ number }) => number)).toEqual([1, 2, 4, 5]);
  });

  it('is read from an index of either version', async () => {
    const v1 = {
      apps: [{ packageName: 'a.b', categories: ['News'], name: 'A' }],
      packages: { 'a.b': [{}, {}] },
    };
    const first = await read(JSON.stringify(v1));
    expect(first).toMatchObject({ form: 'index-v1', total: 1 });
    expect(first.all[0]?.read).toMatchObject({ app: { packageName: 'a.b', versions: 2 } });
    const v2 = {
      packages: {
        'a.b': {
          metadata: { categories: ['News'], name: { 'en-US': 'A', de: 'Ä' }, summary: { fr: 'S' } },
          versions: { h: { antiFeatures: { Ads: {} } } },
        },
        broken: { metadata: { name: 'no record' } },
      },
    };
    const second = await read(JSON.stringify(v2));
    expect([second.form, codes(second.all)]).toEqual(['index-v2', ['app', 'entry-invalid']]);
    expect(second.all[0]?.read).toMatchObject({ app: { antiFeatures: ['Ads'], versions: 1 } });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'apps: []'],
    ['another JSON', '{"hello":1}'],
  ])('is refused as a whole when it is %s', async (_what, text) => {
    await expect(read(text)).rejects.toThrow(/is no F-Droid catalogue|is not JSON/);
  });

  it('is refused when there is no such file', async () => {
    await expect(readCatalogue(join(folder, 'nothing'))).rejects.toThrow('There is no file');
  });
});
