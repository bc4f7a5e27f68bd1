import { deflateRawSync } from 'node:zlib';
import { manifestEntry } from '../writing/apk-writer';
import { writeZip } from '../writing/zip-writer';
import { both, entry, text, v1, v2, zip, type CorpusCase } from './corpus-case';

const MIB = 1024 * 1024;
const zeros = (mebibytes: number): Buffer => Buffer.alloc(mebibytes * MIB);
const DEX = Buffer.from('dex\n035\0');

/** A record of the directory for every name, all of them with the one local header of the first. */
const sharing = (names: number): Buffer =>
  writeZip([
    { ...manifestEntry(), name: 'kernel' },
    ...Array.from({ length: names }, (_, index) =>
      entry({ name: `n${index}`, central: { headerOffset: 0 } }),
    ),
  ]);

/** An entry whose data contain the local header of the next one, as the flat bombs of 2019 do. */
function quoting(): Buffer {
  const inner = writeZip([entry({ name: 'inner', content: zeros(1) })]);
  const header = 30 + 'outer'.length;
  return writeZip([
    entry({ name: 'outer', content: inner, stored: true }),
    entry({ name: 'inner', content: zeros(1), central: { headerOffset: header } }),
  ]);
}

/** Archives that become larger than they look, that lie about sizes, or that are two kinds of file at once. */
export const BOMB_CASES: CorpusCase[] = [
  ['apk-zip-bomb', 'a bomb of zeros', () => zip({ content: zeros(70) }), { inflationRatio: 10 }],
  [
    'apk-zip-bomb',
    'a thousand small bombs',
    () => {
      const data = deflateRawSync(zeros(1));
      const shared = { content: zeros(1), data };
      return writeZip([
        manifestEntry(),
        ...Array.from({ length: 200 }, (_, index) => entry({ ...shared, name: `a${index}` })),
      ]);
    },
    { inflationRatio: 10 },
  ],
  [
    'apk-zip-bomb',
    'a nested bomb whose first layer is one',
    () => zip({ content: writeZip([entry({ content: zeros(80), stored: true })]) }),
    { inflationRatio: 10 },
  ],
  [
    'accepted',
    'a nested bomb: nothing opens an archive inside a package, neither the store nor a device',
    () => v2({ entries: [entry({ name: 'assets/inner.zip', content: zip({ content: zeros(40) }) })] }),
  ],
  ['apk-zip-entry-overlap', 'a bomb of a thousand names for one entry', sharing(1_000)],
  ['apk-zip-entry-overlap', 'a bomb whose entries quote each other', quoting],
  ['apk-zip-entry-too-large', 'a size of almost 4 GiB', zip(both({ inflatedBytes: 0xfffffffe }))],
  ['apk-zip-bomb', 'a declared size of 2 GiB in a small file', zip(both({ inflatedBytes: 0x7fffffff }))],
  ['apk-zip-entry-corrupt', 'a size of nothing', v2({ entries: [entry(both({ inflatedBytes: 0 }))] })],
  ['apk-zip-header-mismatch', 'two inflated sizes', zip({ local: { inflatedBytes: 7 } })],
  ['apk-zip-header-mismatch', 'two compressed sizes', zip({ local: { compressedBytes: 7 } })],
  ['apk-zip-header-mismatch', 'sizes only in the directory', zip({ local: { crc32: 0, inflatedBytes: 0 } })],
  ['apk-zip64-unsupported', 'an offset that refers to ZIP64', zip({ central: { headerOffset: 0xffffffff } })],
  ['apk-truncated', 'a directory offset that refers to ZIP64', zip({}, { directoryOffset: 0xffffffff })],
  ['apk-zip-malformed', 'a count of entries that refers to ZIP64', zip({}, { entries: 0xffff })],
  ['apk-zip-malformed', 'a DEX file before a package as it was', Buffer.concat([DEX, v1()])],
  [
    'apk-zip-malformed',
    'a program for Linux before a package',
    Buffer.concat([Buffer.from('\x7fELF'), v2()]),
  ],
  [
    'apk-zip-prefixed',
    'a document before a package with its offsets put right',
    writeZip([{ ...manifestEntry(), gap: Buffer.from('%PDF-1.7\n') }, entry()]),
  ],
  ['apk-zip-malformed', 'two packages one after the other', Buffer.concat([v2(), v2()])],
  [
    'apk-not-a-zip',
    'a package with a page of HTML behind it',
    Buffer.concat([DEX, v2(), Buffer.from('<html>')]),
  ],
  ['apk-zip-malformed', 'a package in the comment of another', v2({ lies: { comment: v2() } })],
  [
    'accepted',
    'names that differ in case only: Android tells them apart',
    v2({ entries: [entry({ name: 'assets/A' }), entry()] }),
  ],
  [
    'accepted',
    'a name that runs from right to left: Android shows it to nobody',
    v2({ entries: [entry({ name: Buffer.from('assets/\u202egnp.exe').toString('latin1') })] }),
  ],
  ...Array.from({ length: 20 }, (_, index): CorpusCase => {
    const whole = v2({ entries: [entry({ content: Buffer.alloc(4_000, text), stored: true })] });
    const bytes = Math.floor((whole.length * index) / 20);
    const code = index === 0 ? 'apk-not-a-zip' : 'apk-truncated';
    return [
      code,
      `a package that ends after ${((bytes * 100) / whole.length) | 0} %`,
      whole.subarray(0, bytes),
    ];
  }),
];
