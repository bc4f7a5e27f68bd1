import { u16, type WrittenElement } from '../writing/binary-xml-writer';
import { writeResourceTable } from '../writing/resource-table-writer';
import { writeZip } from '../writing/zip-writer';
import { entry, text, v2, type CorpusCase } from './corpus-case';
import {
  patchedManifest,
  patchedTable,
  pngHeader,
  rawManifest,
  rawPool,
  resources,
  utf8Pool,
  webpHeader,
  withPool,
} from './written-wrong';

const TABLE = writeResourceTable([{ entries: ['Label'] }]);
const LABEL = { reference: 0x7f010000 };
const labelled = (table: Buffer): Buffer =>
  v2({ manifest: { application: { label: LABEL } }, entries: [resources(table)] });
const written = (label: string): Buffer => v2({ manifest: { application: { label } } });
const withIcon = (icon: Buffer, name = 'res/icon.png'): Buffer =>
  v2({ manifest: { application: { icon: name } }, entries: [entry({ name, content: icon })] });
const many = (count: number, tag: string, name: (index: number) => string): Buffer =>
  v2({
    manifest: {
      children: Array.from({ length: count }, (_, index) => ({ tag, attributes: { name: name(index) } })),
    },
  });
const deep = (levels: number): WrittenElement => ({
  tag: 'a',
  children: levels === 0 ? [] : [deep(levels - 1)],
});
/** Two thousand strings of 30,000 characters in 64 KB: each begins two bytes behind the one before. */
const overlapping = rawPool(
  Array.from({ length: 2_000 }, (_, index) => index * 2),
  Buffer.alloc(64_100, Buffer.from([0x30, 0x75])),
);

/** Packages whose archive is sound and whose manifest or resource table is not. */
export const MANIFEST_CASES: CorpusCase[] = [
  ['apk-manifest-missing', 'an archive that is no package', writeZip([entry()])],
  ['apk-manifest-missing', 'an empty archive', writeZip([])],
  [
    'apk-manifest-malformed',
    'a manifest as text',
    writeZip([{ name: 'AndroidManifest.xml', content: Buffer.from('<manifest/>') }]),
  ],
  ['apk-manifest-malformed', 'a bad package name', v2({ manifest: { packageName: 'nodots' } })],
  ['apk-manifest-malformed', 'two applications', v2({ manifest: { children: [{ tag: 'application' }] } })],
  ['apk-manifest-malformed', 'a version in letters', v2({ manifest: { versionCode: 'one' } })],
  [
    'apk-manifest-malformed',
    'two minimum SDKs',
    v2({ manifest: { children: [{ tag: 'uses-sdk', attributes: { minSdkVersion: 9 } }] } }),
  ],
  [
    'apk-permissions-too-many',
    'more permissions than the limit',
    v2({ manifest: { children: [{ tag: 'uses-permission' }] } }),
    { permissions: 0 },
  ],
  ['apk-limit-exceeded', 'a deep manifest', v2(), { xmlDepth: 1 }],
  [
    'apk-resources-malformed',
    'a table of noise',
    v2({ entries: [{ name: 'resources.arsc', content: text }] }),
  ],
  ['apk-split-unsupported', 'a split', v2({ manifest: { manifest: { split: 'config.de' } } })],
  ['apk-preview-sdk', 'a code name', v2({ manifest: { sdk: { minSdkVersion: 'Baklava' } } })],
  [
    'apk-strings-overlap',
    'a pool whose strings lie in each other',
    writeZip([
      rawManifest(
        overlapping,
        Array.from({ length: 2_000 }, (_, index) => index),
      ),
    ]),
  ],
  [
    'apk-manifest-malformed',
    'a pool whose strings all are one: the root is no <manifest>',
    writeZip([
      rawManifest(
        rawPool(
          Array.from({ length: 1_000 }, () => 0),
          Buffer.alloc(61_000, Buffer.from([0x30, 0x75])),
        ),
        Array.from({ length: 1_000 }, (_, index) => index),
      ),
    ]),
  ],
  [
    'apk-limit-exceeded',
    'a pool that announces two million strings',
    writeZip([rawManifest(rawPool([0], Buffer.alloc(4), { count: 2_000_000 }), [0])]),
  ],
  [
    'apk-manifest-malformed',
    'a pool that announces more strings than it has bytes',
    writeZip([rawManifest(rawPool([0], Buffer.alloc(4), { count: 900_000 }), [0])]),
  ],
  [
    'apk-manifest-malformed',
    'a string behind the end of its pool',
    writeZip([rawManifest(rawPool([0x7fffffff], Buffer.alloc(4)), [0])]),
  ],
  ['apk-manifest-malformed', 'a chunk of no size, which never ends', writeZip([patchedManifest(12, 0)])],
  ['apk-manifest-malformed', 'a chunk of 4 GiB', writeZip([patchedManifest(12, 0xffffffff)])],
  ['apk-manifest-malformed', 'a pool that begins behind itself', writeZip([patchedManifest(28, 0xfffffff0)])],
  ['apk-limit-exceeded', 'elements in each other, 70 deep', v2({ manifest: { children: [deep(70)] } })],
  [
    'apk-limit-exceeded',
    'more elements than the limit',
    many(2_000, 'meta-data', () => 'a'),
    { xmlElements: 1_000 },
  ],
  ['apk-permissions-too-many', '10,000 permissions', many(10_000, 'uses-permission', (n) => `p.P${n}`)],
  [
    'apk-report-too-large',
    'one long name a thousand times',
    many(1_000, 'uses-feature', () => 'f'.repeat(9_000)),
  ],
  [
    'apk-limit-exceeded',
    'a label of 40,000 characters',
    labelled(
      withPool(TABLE, rawPool([0], Buffer.concat([u16(0x8000), u16(40_000), Buffer.alloc(80_002, 'l\0')]))),
    ),
  ],
  ['apk-manifest-malformed', 'a negative version', v2({ manifest: { versionCode: -1 } })],
  [
    'apk-manifest-malformed',
    'a package name of 300 letters',
    v2({ manifest: { packageName: `a.${'b'.repeat(300)}` } }),
  ],
  [
    'apk-manifest-malformed',
    'a package name in Cyrillic',
    v2({ manifest: { packageName: 'org.\u0435xample' } }),
  ],
  ['apk-manifest-malformed', 'a label with NUL', written('a\0b')],
  [
    'apk-text-not-unicode',
    'a label that is not UTF-8',
    labelled(withPool(TABLE, utf8Pool(Buffer.from([0xc3, 0x28])))),
  ],
  [
    'apk-text-not-unicode',
    'a label in Latin-1',
    labelled(withPool(TABLE, utf8Pool(Buffer.from('M\xfcll', 'latin1')))),
  ],
  ['accepted', 'a label in Arabic, which is a label', written('\u0645\u062a\u062c\u0631')],
  [
    'accepted',
    'a label that turns the direction of reading: devices show it, the store shows the title of the listing',
    written('\u202efdp.exe'),
  ],
  [
    'accepted',
    'a label with half a surrogate pair: devices show a replacement, and so do we',
    written('a\ud800b'),
  ],
  ['apk-icon-too-large', 'an icon of 65,535 pixels', withIcon(pngHeader(65_535, 65_535))],
  ['apk-icon-too-large', 'an icon one pixel high', withIcon(pngHeader(0xffffffff, 1))],
  ['apk-icon-too-large', 'a WebP icon of 65,535 pixels', withIcon(webpHeader(65_535, 9), 'res/i.webp')],
  ['apk-icon-too-large', 'an icon of 20 MiB', () => withIcon(Buffer.alloc(20 * 1024 * 1024))],
  ['accepted', 'an icon that is no picture: a launcher draws its own', withIcon(text)],
  [
    'accepted',
    'an icon that is not there: a launcher draws its own',
    v2({ manifest: { application: { icon: 'res/none.png' } } }),
  ],
  [
    'apk-resources-cyclic',
    'a label that refers to itself',
    labelled(writeResourceTable([{ entries: [LABEL] }])),
  ],
  [
    'apk-resources-cyclic',
    'two resources that refer to each other',
    labelled(writeResourceTable([{ entries: [{ reference: 0x7f010001 }, LABEL] }])),
  ],
  [
    'apk-limit-exceeded',
    'references that multiply',
    labelled(
      writeResourceTable(
        Array.from({ length: 12 }, (_, language) => ({
          language: `a${String.fromCharCode(97 + language)}`,
          entries: [1, 2, 3, 4, 5, 6, 7, 8].map((next) =>
            next === 8 ? 'end' : { reference: 0x7f010000 + next },
          ),
        })).map((type, index) => (index === 0 ? { entries: type.entries } : { ...type, language: '' })),
      ),
    ),
  ],
  [
    'apk-resources-malformed',
    'a type of four billion entries',
    labelled(patchedTable(TABLE, 12, 0xffffffff)),
  ],
  [
    'apk-resources-malformed',
    'a type whose entries lie outside it',
    labelled(patchedTable(TABLE, 16, 0xfffffff0)),
  ],
  ['apk-resources-malformed', 'a chunk of 4 GiB in the table', labelled(patchedTable(TABLE, 4, 0xffffffff))],
  ['apk-resources-malformed', 'a chunk of no size in the table', labelled(patchedTable(TABLE, 4, 0))],
  [
    'apk-resources-malformed',
    'a label behind the pool',
    labelled(withPool(TABLE, rawPool([], Buffer.alloc(0)))),
  ],
];
