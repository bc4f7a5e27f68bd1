import { manifestEntry } from '../writing/apk-writer';
import { writeZip } from '../writing/zip-writer';
import { both, entry, v1, v2, zip, type CorpusCase } from './corpus-case';

/** Archives that are not what a reader of ZIP files expects, or not to every reader the same. */
export const ARCHIVE_CASES: CorpusCase[] = [
  ['apk-not-a-zip', 'a text file', Buffer.from('hello, this is no package\n')],
  ['apk-not-a-zip', 'an empty file', Buffer.alloc(0)],
  ['apk-truncated', 'the first half of an archive', zip({}).subarray(0, 200)],
  ['apk-truncated', 'a directory behind its end record', zip({}, { directoryOffset: 5_000 })],
  ['apk-too-large', 'a file above the limit', v2(), { fileBytes: 100 }],
  ['apk-limit-exceeded', 'more entries than the limit', zip({}), { entries: 1 }],
  ['apk-limit-exceeded', 'a large directory', zip({}), { centralDirectoryBytes: 10 }],
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
  ...['', '/etc/passwd', '../up', 'a/../b', 'a\\b', 'a\0b', 'c:evil', './a', '\xff\xfe'].map(
    (name): CorpusCase => {
      return ['apk-zip-unsafe-name', `the name ${JSON.stringify(name)}`, zip({ name })];
    },
  ),
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
];
