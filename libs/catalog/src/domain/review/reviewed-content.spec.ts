import {
  contentChanges,
  contentHash,
  type ReviewedContent,
  type ReviewedExpansion,
} from './reviewed-content';

const main = (sha: string, versionCode = 1) =>
  ({ type: 'main', versionCode, sha256: sha.repeat(64), sizeBytes: 9 }) as const;
const pack = (sha: string, versionCode: number, expansionFiles: ReviewedExpansion[] = []) => ({
  sha256: sha.repeat(64),
  versionCode,
  versionName: `1.${versionCode}`,
  sizeBytes: 100,
  targetSdk: 34,
  signer: 'a'.repeat(64),
  expansionFiles,
});
const content: ReviewedContent = {
  app: { category: 'app/tools', pricing: 'free', defaultLocale: 'en' },
  declarations: { advertising: false },
  listings: { en: { title: 'Lamp', shortDescription: 'Light', fullDescription: 'Light.' } },
  images: { 'en/icon': ['1'] },
  packages: [pack('a', 1)],
  permissions: ['android.permission.CAMERA'],
  notes: { en: 'First.' },
};

describe('what changed since a reviewer last decided', () => {
  it('is nothing where nothing did', () => {
    expect(contentChanges(content, structuredClone(content))).toEqual({
      app: [],
      declarations: [],
      listings: [],
      images: [],
      notes: [],
      packages: { added: [], removed: [] },
      permissions: { added: [], removed: [] },
    });
  });

  it('names every difference with both sides, whatever was added or taken away', () => {
    const after: ReviewedContent = {
      app: { ...content.app, category: 'app/finance' },
      declarations: { gambling: true },
      listings: {
        en: { title: 'Bank', shortDescription: 'Light', fullDescription: 'Light.' },
        de: { title: 'Bank', shortDescription: '', fullDescription: '' },
      },
      images: { 'en/icon': ['2'] },
      packages: [pack('a', 1), pack('b', 2)],
      permissions: ['android.permission.READ_SMS'],
      notes: {},
    };
    expect(contentChanges(content, after)).toMatchObject({
      app: [{ name: 'category', before: 'app/tools', after: 'app/finance' }],
      declarations: [
        { name: 'advertising', before: false, after: null },
        { name: 'gambling', before: null, after: true },
      ],
      listings: [
        { name: 'de/fullDescription', before: null, after: '' },
        { name: 'de/shortDescription', before: null, after: '' },
        { name: 'de/title', before: null, after: 'Bank' },
        { name: 'en/title', before: 'Lamp', after: 'Bank' },
      ],
      images: [{ name: 'en/icon', before: ['1'], after: ['2'] }],
      notes: [{ name: 'en', before: 'First.', after: null }],
      packages: { added: [{ versionCode: 2 }], removed: [] },
      permissions: { added: ['android.permission.READ_SMS'], removed: ['android.permission.CAMERA'] },
    });
  });
});

describe('a package that goes with other files than before', () => {
  const of = (...files: ReviewedExpansion[]): ReviewedContent => ({
    ...content,
    packages: [pack('a', 1, files)],
  });

  it('is told with both sides, and not where only the order of fields differs', () => {
    expect(contentChanges(of(main('b')), of(main('c'))).packages).toEqual({
      added: [pack('a', 1, [main('c')])],
      removed: [pack('a', 1, [main('b')])],
    });
    expect(contentChanges(of(), of(main('b'))).packages.added).toHaveLength(1);
    expect(contentChanges(of(main('b', 1)), of(main('b', 2))).packages.added).toHaveLength(1);
    const { type, versionCode, sha256, sizeBytes } = main('b');
    const reordered = of({ sizeBytes, versionCode, sha256, type });
    expect(contentChanges(of(main('b')), reordered).packages).toEqual({ added: [], removed: [] });
  });
});

describe('the hash of what a reviewer decides on', () => {
  it('does not depend on the order of fields, and changes with each of them', () => {
    const { notes, app, ...rest } = content;
    const { category, ...others } = app;
    expect(contentHash({ notes, ...rest, app: { ...others, category } })).toBe(contentHash(content));
    const changes: Partial<ReviewedContent>[] = [
      { app: { ...app, defaultLocale: 'de' } },
      { declarations: {} },
      { listings: { en: { title: 'Lamp', shortDescription: 'Light', fullDescription: 'Dark.' } } },
      { images: { 'en/icon': ['1', '2'] } },
      { images: { 'en/icon': ['2', '1'] } },
      { packages: [pack('b', 1)] },
      { packages: [pack('a', 1, [main('b')])] },
      { packages: [pack('a', 1, [main('c')])] },
      { packages: [pack('a', 1, [main('b', 2)])] },
      { permissions: [] },
      { notes: { de: 'First.' } },
    ];
    const hashes = [{}, ...changes].map((change) => contentHash({ ...content, ...change }));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
