import type { ApkLimits } from './apk-limits';
import { APK_PROBLEMS, type ApkProblemCode } from './apk-problems';
import { manifestEntry, signJar, writeApk, type ApkToWrite } from './writing/apk-writer';
import { insertSigningBlock } from './writing/signing-block-writer';
import { verdict } from './writing/temporary-file';
import { makeSigner } from './writing/package-signer';
import {
  writeZip,
  writeZipParts,
  type ArchiveLies,
  type EntryToWrite,
  type HeaderLies,
} from './writing/zip-writer';

const signer = makeSigner('refusals');
const other = makeSigner('other');
const text = Buffer.from('some content, some content, some content');
const entry = (over: Partial<EntryToWrite> = {}): EntryToWrite => ({
  name: 'assets/a',
  content: text,
  ...over,
});

/** An archive whose structure is looked at before any signature is. */
const zip = (over: Partial<EntryToWrite>, lies?: ArchiveLies): Buffer =>
  writeZip([manifestEntry(), entry(over)], lies);
const both = (lies: HeaderLies): Partial<EntryToWrite> => ({ local: lies, central: lies });
const v2 = (apk: ApkToWrite = {}): Buffer => writeApk({ ...apk, block: { v2: [{ signer }] } });
const old = { sdk: { minSdkVersion: 18, targetSdkVersion: 29 } };
const v1 = (apk: ApkToWrite = {}): Buffer => writeApk({ manifest: old, v1: [signer], ...apk });
const signedV1 = (change: (files: EntryToWrite[]) => EntryToWrite[]): Buffer => {
  const plain = [manifestEntry(old), entry()];
  return writeZip(change([...plain, ...signJar(plain, [signer])]));
};

type Case = [code: ApkProblemCode, what: string, file: Buffer, limits?: Partial<ApkLimits>];

const cases: Case[] = [
  ['apk-not-a-zip', 'a text file', Buffer.from('hello, this is no package\n')],
  ['apk-not-a-zip', 'an empty file', Buffer.alloc(0)],
  ['apk-truncated', 'the first half of an archive', zip({}).subarray(0, 200)],
  ['apk-truncated', 'a directory behind its end record', zip({}, { directoryOffset: 5_000 })],
  ['apk-too-large', 'a file above the limit', v2(), { fileBytes: 100 }],
  ['apk-limit-exceeded', 'more entries than the limit', zip({}), { entries: 1 }],
  ['apk-limit-exceeded', 'a large directory', zip({}), { centralDirectoryBytes: 10 }],
  [
    'apk-limit-exceeded',
    'a bomb of zeros',
    zip({ content: Buffer.alloc(70 * 1024 * 1024) }),
    { inflationRatio: 10 },
  ],
  ['apk-zip-malformed', 'an archive of several disks', zip({}, { disk: 1 })],
  ['apk-zip-malformed', 'bytes in front of the end record', zip({}, { beforeEnd: Buffer.from('x') })],
  ['apk-zip-malformed', 'a second end record in the comment', zip({}, { comment: writeZip([]) })],
  ['apk-zip-malformed', 'fewer records than entries', zip({}, { entries: 3 })],
  ['apk-zip-malformed', 'more records than entries', zip({}, { entries: 1 })],
  ['apk-zip-malformed', 'a directory entry with content', zip({ name: 'assets/' })],
  [
    'apk-zip64-unsupported',
    'a ZIP64 locator',
    zip({}, { beforeEnd: Buffer.from('PK\x06\x07'.padEnd(20, '\0')) }),
  ],
  ['apk-zip64-unsupported', 'a size that refers to ZIP64', zip({ central: { compressedBytes: 0xffffffff } })],
  [
    'apk-zip-prefixed',
    'a DEX file in front',
    writeZip([{ ...manifestEntry(), gap: Buffer.from('dex\n035\0') }]),
  ],
  [
    'apk-zip-uncovered-data',
    'bytes between entries under v1',
    v1({ entries: [entry({ gap: Buffer.from('hidden') })] }),
  ],
  [
    'apk-zip-uncovered-data',
    'bytes behind the entries under v1',
    v1({ lies: { beforeDirectory: Buffer.alloc(9) } }),
  ],
  ['apk-zip-entry-overlap', 'two records of one place', zip({ central: { headerOffset: 0 } })],
  ['apk-zip-entry-overlap', 'an entry behind the directory', zip({ central: { headerOffset: 100_000 } })],
  [
    'apk-zip-entry-overlap',
    'an entry that is too long',
    zip({ stored: true, ...both({ compressedBytes: 9_999, inflatedBytes: 9_999 }) }),
  ],
  ['apk-zip-duplicate-entry', 'two entries of one name', writeZip([manifestEntry(), entry(), entry()])],
  ['apk-zip-header-mismatch', 'two names', zip({ local: { name: 'assets/b' } })],
  ['apk-zip-header-mismatch', 'two methods', zip({ local: { method: 0 } })],
  ['apk-zip-header-mismatch', 'two checksums', zip({ local: { crc32: 1 } })],
  ['apk-zip-header-mismatch', 'two flags', zip({ local: { flags: 8 } })],
  ['apk-zip-header-mismatch', 'no local header', zip({ local: { signature: 1 } })],
  ['apk-zip-header-mismatch', 'a wrong descriptor', zip({ descriptor: 'wrong' })],
  [
    'apk-zip-header-mismatch',
    'a stored entry with two sizes',
    zip({ stored: true, ...both({ inflatedBytes: 3 }) }),
  ],
  ['apk-zip-entry-encrypted', 'an encrypted entry', zip(both({ flags: 1 }))],
  ['apk-zip-unknown-method', 'an entry by LZMA', zip(both({ method: 14 }))],
  ...['', '/etc/passwd', '../up', 'a/../b', 'a\\b', 'a\0b', 'c:evil', './a', '\xff\xfe'].map((name): Case => {
    return ['apk-zip-unsafe-name', `the name ${JSON.stringify(name)}`, zip({ name })];
  }),
  ['apk-zip-entry-too-large', 'an entry above the limit', zip({}), { entryBytes: 20 }],
  ['apk-zip-entry-too-large', 'a manifest above the limit', v2(), { manifestBytes: 20 }],
  [
    'apk-zip-entry-corrupt',
    'data that do not inflate',
    v2({ entries: [entry({ data: Buffer.alloc(20, 0xff) })] }),
  ],
  [
    'apk-zip-entry-corrupt',
    'data that end too early',
    v2({ entries: [entry({ data: Buffer.from([0x01]) })] }),
  ],
  ['apk-zip-entry-corrupt', 'less than announced', v2({ entries: [entry(both({ inflatedBytes: 500 }))] })],
  ['apk-zip-entry-corrupt', 'more than announced', v2({ entries: [entry(both({ inflatedBytes: 5 }))] })],
  ['apk-zip-entry-corrupt', 'another checksum', v2({ entries: [entry(both({ crc32: 5 }))] })],
  [
    'apk-zip-entry-corrupt',
    'bytes behind the data',
    v2({ entries: [entry({ content: Buffer.alloc(0), data: Buffer.from([3, 0, 9]) })] }),
  ],
  [
    'apk-zip-entry-corrupt',
    'many bytes behind the data',
    v2({
      entries: [
        entry({
          content: Buffer.alloc(0),
          data: Buffer.concat([Buffer.from([3, 0]), Buffer.alloc(900_000)]),
        }),
      ],
    }),
  ],
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
    'apk-limit-exceeded',
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
  ['apk-signature-missing', 'no signature', writeApk({})],
  [
    'apk-signature-missing',
    'v2 alone for Android 4.3',
    writeApk({ manifest: old, block: { v2: [{ signer }] } }),
  ],
  ['apk-signature-missing', 'v3 alone for Android 7', writeApk({ block: { v3: [{ signer }] } })],
  [
    'apk-signature-malformed',
    'data in the padding',
    writeApk({ block: { v2: [{ signer }], others: [[0x42726577, text]] } }),
  ],
  [
    'apk-signature-malformed',
    'a part twice',
    writeApk({
      block: {
        v2: [{ signer }],
        others: [
          [9, text],
          [9, text],
        ],
      },
    }),
  ],
  [
    'apk-signature-malformed',
    'a block file without its .SF',
    signedV1((files) => files.filter(({ name }) => !name.endsWith('.SF'))),
  ],
  [
    'apk-signature-malformed',
    'a .EC file of noise',
    signedV1((files) => files.map((file) => (file.name.endsWith('.EC') ? { ...file, content: text } : file))),
  ],
  [
    'apk-signature-unsupported',
    'only an unknown algorithm',
    writeApk({ block: { v2: [{ signer, algorithms: [0x0421] }] } }),
  ],
  [
    'apk-signature-invalid',
    'a signature by another key',
    writeApk({ block: { v2: [{ signer: { ...signer, privateKey: other.privateKey } }] } }),
  ],
  [
    'apk-signature-invalid',
    'a v1 signature by another key',
    v1({ v1: [{ ...signer, privateKey: other.privateKey }] }),
  ],
  [
    'apk-signature-invalid',
    "a key that is not the certificate's",
    writeApk({ block: { v2: [{ signer: { ...other, certificate: signer.certificate } }] } }),
  ],
  ['apk-signature-stripped', 'v1 that announces v2', v1({ announces: '2' })],
  [
    'apk-signature-stripped',
    'v2 that announces v3',
    writeApk({ block: { v2: [{ signer, attributes: [[0xbeeff00d, Buffer.from([3, 0, 0, 0])]] }] } }),
  ],
  ['apk-signature-digest-mismatch', 'content that v2 did not sign', otherContent()],
  [
    'apk-signature-digest-mismatch',
    'content that v1 did not sign',
    signedV1((files) =>
      files.map((file) => (file.name === 'assets/a' ? { ...file, content: Buffer.from('other') } : file)),
    ),
  ],
  [
    'apk-signature-entry-unsigned',
    'an entry that v1 does not cover',
    signedV1((files) => [...files, entry({ name: 'assets/new' })]),
  ],
  [
    'apk-signature-entry-unsigned',
    'a signed entry that is gone',
    signedV1((files) => files.filter(({ name }) => name !== 'assets/a')),
  ],
  [
    'apk-signature-signers-differ',
    'v1 and v2 by different signers',
    writeApk({ manifest: old, v1: [other], block: { v2: [{ signer }] } }),
  ],
  [
    'apk-signature-scheme-too-old',
    'v1 alone for Android 11',
    v1({ manifest: { sdk: { minSdkVersion: 18, targetSdkVersion: 30 } } }),
  ],
];

/** A package with the signing block of another one. */
function otherContent(): Buffer {
  const [mine, theirs] = [text, Buffer.from('other')].map((content) =>
    writeZipParts([manifestEntry(), { name: 'a', content, stored: true }]),
  );
  if (mine === undefined || theirs === undefined) throw new Error('two packages were asked for');
  const signed = insertSigningBlock(theirs, { v2: [{ signer }] });
  const block = signed.subarray(
    theirs.entries.length,
    signed.length - theirs.directory.length - theirs.end.length,
  );
  const end = Buffer.from(mine.end);
  end.writeUInt32LE(mine.entries.length + block.length, 16);
  return Buffer.concat([mine.entries, block, mine.directory, end]);
}

describe('refusals', () => {
  for (const [code, what, file, limits] of cases) {
    it(`${code}: ${what}`, async () => expect(await verdict(file, limits)).toBe(code));
  }

  it('are each provoked by at least one case', () => {
    expect([...new Set(cases.map(([code]) => code))].sort()).toEqual(Object.keys(APK_PROBLEMS).sort());
  });

  it('do not reach packages that are merely unusual', async () => {
    const unusual: EntryToWrite[] = [
      entry({ name: 'a', descriptor: 'signed' }),
      entry({ name: 'b', descriptor: 'bare' }),
      entry({ name: 'c', content: Buffer.alloc(0) }),
      entry({ name: 'd/', content: Buffer.alloc(0), stored: true }),
      entry({ name: 'large', content: Buffer.alloc(3_000_000, 'x') }),
      entry({ name: 'large-stored', content: Buffer.alloc(3_000_000, 'y'), stored: true }),
    ];
    expect(await verdict(v2({ entries: unusual, lies: { comment: Buffer.from('a comment') } }))).toBe(
      'accepted',
    );
    expect(await verdict(v2({ entries: [entry({ gap: Buffer.from('signed by v2') })] }))).toBe('accepted');
    expect(await verdict(v1({ entries: unusual }))).toBe('accepted');
  });
});
