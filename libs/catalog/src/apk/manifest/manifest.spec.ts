import * as fc from 'fast-check';
import { DEFAULT_APK_LIMITS } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { manifestElement, type ManifestToWrite } from '../writing/apk-writer';
import { chunk, u32, writeBinaryXml } from '../writing/binary-xml-writer';
import { writeResourceTable, type TypeToWrite } from '../writing/resource-table-writer';
import { readAndroidManifest, type AndroidManifest } from './android-manifest';
import { parseBinaryXml } from './binary-xml';
import { chunksIn } from './chunk';
import { impliedPermissions } from './implied-permissions';
import { ResourceTable } from './resources/resource-table';
import { StringPool } from './string-pool';

const first = { reference: 0x7f010000 };

function read(manifest: Buffer, table: Buffer): AndroidManifest {
  const resources = ResourceTable.parse(table, DEFAULT_APK_LIMITS);
  return readAndroidManifest(parseBinaryXml(manifest, DEFAULT_APK_LIMITS), resources, DEFAULT_APK_LIMITS);
}

const manifestOf = (manifest: ManifestToWrite): Buffer => writeBinaryXml(manifestElement(manifest));
const withTypes = (manifest: ManifestToWrite, ...types: TypeToWrite[]): AndroidManifest =>
  read(manifestOf(manifest), writeResourceTable(types));

describe('AndroidManifest.xml', () => {
  it('is given the SDK versions that Android assumes, apart from the declared ones', () => {
    expect(withTypes({ sdk: {} })).toMatchObject({ minSdk: 1, targetSdk: 1, maxSdk: null, declared: {} });
    const declared = { minSdk: 19 };
    expect(withTypes({ sdk: { minSdkVersion: 19 } })).toMatchObject({ minSdk: 19, targetSdk: 19, declared });
  });

  it('takes versions and flags from resources', () => {
    const read = withTypes(
      { versionCode: first, application: { debuggable: true, testOnly: true, label: 'Plain' } },
      { entries: [4711] },
    );
    expect(read).toMatchObject({
      versionCode: 4711,
      debuggable: true,
      testOnly: true,
      label: 'Plain',
      labels: {},
    });
  });

  it('keeps permissions in order, with repetitions and the Android versions that they are for', () => {
    const permission = (tag: string, attributes: Record<string, string | number>) => ({ tag, attributes });
    const { permissions } = withTypes({
      children: [
        permission('uses-permission', { name: 'b' }),
        permission('uses-permission', { name: 'a', maxSdkVersion: 18 }),
        permission('uses-permission-sdk-23', { name: 'c' }),
        permission('uses-permission', { name: 'b' }),
      ],
    });
    const plain = { name: 'b', minSdk: null, maxSdk: null };
    expect(permissions).toEqual([
      plain,
      { name: 'a', minSdk: null, maxSdk: 18 },
      { name: 'c', minSdk: 23, maxSdk: null },
      plain,
    ]);
  });

  it('implies what Android granted to packages of former days', () => {
    const names = (declared: string[], targetSdk: number): string[] =>
      impliedPermissions(
        declared.map((name) => ({ name: `android.permission.${name}`, minSdk: null, maxSdk: null })),
        targetSdk,
      ).map(({ name }) => name.replace('android.permission.', ''));
    expect(names([], 3)).toEqual(['WRITE_EXTERNAL_STORAGE', 'READ_PHONE_STATE', 'READ_EXTERNAL_STORAGE']);
    expect(names(['READ_CONTACTS'], 15)).toEqual(['READ_CALL_LOG']);
    expect(names(['READ_CONTACTS'], 16)).toEqual([]);
  });
});

describe('labels and icons from resources.arsc', () => {
  const label = { application: { label: first, icon: first } };

  it.each<[string, Partial<TypeToWrite>]>([
    ['a plain index', {}],
    ['a short index', { index: 'short' }],
    ['a sparse index', { index: 'sparse' }],
    ['compact entries', { compact: true }],
  ])('are found through %s', (_name, form) => {
    const reference = { reference: 0x7f010002 };
    const read = withTypes({ application: { label: reference } }, { entries: [null, 'no', 'Yes'], ...form });
    expect(read.label).toBe('Yes');
  });

  it('are told apart by locale, in the names that are used today', () => {
    const read = withTypes(
      label,
      { entries: ['Maps'] },
      { language: 'de', entries: ['Karten'] },
      { language: 'pt', region: 'BR', entries: ['Mapas'] },
      { language: 'iw', entries: ['Mapot'] },
      { language: 'fil', entries: ['Mga mapa'] },
      { night: true, entries: ['Dark maps'] },
    );
    expect(read.label).toBe('Maps');
    expect(read.labels).toEqual({ de: 'Karten', fil: 'Mga mapa', he: 'Mapot', 'pt-BR': 'Mapas' });
  });

  it('follow references, in each locale to the text of that locale', () => {
    const second = { reference: 0x7f010001 };
    const read = withTypes(
      label,
      { entries: [second, 'Maps'] },
      { language: 'de', entries: [second, 'Karten'] },
    );
    expect([read.label, read.labels]).toEqual(['Maps', { de: 'Karten' }]);
  });

  it('prefer a drawing for every density, then the medium one, then the next larger', () => {
    const icons = (...densities: number[]): string | null =>
      withTypes(label, ...densities.map((density) => ({ density, entries: [`${density}.png`] }))).iconPath;
    expect(icons(120, 640, 0xfffe)).toBe('65534.png');
    expect(icons(120, 160, 240)).toBe('160.png');
    expect(icons(120, 640, 240)).toBe('240.png');
    expect(icons(80, 120)).toBe('120.png');
  });

  it('are absent when the resource is a bag, is missing, or belongs to the framework', () => {
    expect(withTypes(label, { entries: ['bag'] }).label).toBeNull();
    expect(withTypes(label, { entries: [null] }).label).toBeNull();
    expect(withTypes({ application: { label: { reference: 0x01040000 } } }).label).toBeNull();
  });

  it('are refused when a reference leads back to itself, alone or many at once', () => {
    expect(() => withTypes(label, { entries: [first] })).toThrow('apk-resources-cyclic');
    const fan = Array.from({ length: 30 }, (_, index) => ({ sdk: index, entries: [first] }));
    expect(() => withTypes(label, ...fan)).toThrow(ApkRejected);
  });
});

describe('a string pool', () => {
  /** One string in the form of newer build tools. */
  const utf8Pool = (text: Buffer, characters: number): StringPool => {
    const bytes = Buffer.concat([Buffer.from([characters, text.length]), text, Buffer.from([0])]);
    const header = Buffer.concat([1, 0, 0x100, 32, 0].map(u32));
    const [pool] = chunksIn(chunk(0x0001, header, [u32(0), bytes]), 'apk-manifest-malformed', 'a pool');
    if (pool === undefined) throw new Error('a pool was written');
    return StringPool.parse(pool, 10, 'apk-manifest-malformed');
  };

  it('is read in UTF-8, with characters beyond the 16-bit range written either way', () => {
    expect(utf8Pool(Buffer.from('Größe'), 5).at(0)).toBe('Größe');
    expect(utf8Pool(Buffer.from('⚓ 한 🚀'), 6).at(0)).toBe('⚓ 한 🚀');
    expect(utf8Pool(Buffer.from([0xed, 0xa0, 0xbd, 0xed, 0xba, 0x80, 0x21]), 3).at(0)).toBe('🚀!');
  });

  it('is refused where it holds what a database cannot store or has no such string', () => {
    expect(() => utf8Pool(Buffer.from('a\0b'), 3).at(0)).toThrow('NUL');
    expect(() => utf8Pool(Buffer.from('a'), 1).at(1)).toThrow('apk-manifest-malformed');
  });
});

describe('a manifest and a table full of errors', () => {
  const manifest = manifestOf({
    application: { label: first },
    children: [{ tag: 'uses-permission', attributes: { name: 'a' } }],
  });
  const table = writeResourceTable([
    { entries: ['Maps'] },
    { language: 'de', index: 'sparse', entries: ['Karten'] },
  ]);

  it('is read or refused, and nothing else happens', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    const damaged = (original: Buffer, edits: [number, number][], cut: number): Buffer => {
      const bytes = Buffer.from(original);
      for (const [at, value] of edits) bytes.writeUInt8(value, at % bytes.length);
      return bytes.subarray(0, bytes.length - (cut % bytes.length));
    };
    fc.assert(
      fc.property(changes, changes, fc.oneof(fc.constant(0), fc.nat()), (xmlEdits, tableEdits, cut) => {
        for (const [xml, arsc] of [
          [damaged(manifest, xmlEdits, cut), table],
          [manifest, damaged(table, tableEdits, cut)],
        ] as const) {
          try {
            expect(typeof read(xml, arsc).packageName).toBe('string');
          } catch (error) {
            if (!(error instanceof ApkRejected)) throw error;
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
