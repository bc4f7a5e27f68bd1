import { manifestEntry, writeApk } from '../writing/apk-writer';
import { insertSigningBlock, proofOfRotation } from '../writing/signing-block-writer';
import { writeZipParts } from '../writing/zip-writer';
import { entry, old, other, signedV1, signer, text, v1, type CorpusCase } from './corpus-case';

/** Packages whose signatures do not hold, do not cover everything, or were cut off. */
export const SIGNATURE_CASES: CorpusCase[] = [
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
  [
    'apk-limit-exceeded',
    'eleven signers',
    writeApk({ block: { v2: Array.from({ length: 11 }, () => ({ signer })) } }),
  ],
  [
    'accepted',
    'two signers of one scheme, which devices take as one',
    writeApk({ block: { v2: [{ signer }, { signer: other }] } }),
  ],
  ['apk-signature-malformed', 'a scheme with no signer', writeApk({ block: { v2: [] } })],
  [
    'apk-signature-malformed',
    'a certificate of noise',
    writeApk({ block: { v2: [{ signer: { ...signer, certificate: text } }] } }),
  ],
  [
    'apk-signature-malformed',
    'a signing block of two sizes',
    patchedBlock((block) => block.writeUInt8(9, 0)),
  ],
  [
    'apk-signature-malformed',
    'a signing block larger than the file',
    patchedBlock((block) => block.writeUInt32LE(0x7ffffff, block.length - 24)),
  ],
  [
    'apk-limit-exceeded',
    'a signing block of 16 MiB',
    () => writeApk({ block: { v2: [{ signer }], others: [[9, Buffer.alloc(17 * 1024 * 1024, 1)]] } }),
  ],
  [
    'apk-signature-malformed',
    'a part that is longer than its block',
    patchedBlock((block) => block.writeUInt32LE(0xffffff, 8)),
  ],
  [
    'apk-signature-invalid',
    'a rotation that nobody vouched for',
    writeApk({
      block: {
        v2: [{ signer }],
        v3: [
          {
            signer: other,
            attributes: [proofOfRotation([{ ...signer, privateKey: other.privateKey }, other])],
          },
        ],
      },
    }),
  ],
  [
    'apk-signature-signers-differ',
    'v2 and v3 by different signers without a rotation',
    writeApk({ block: { v2: [{ signer }], v3: [{ signer: other }] } }),
  ],
];

/** A package whose signing block was changed as nobody who signs would. */
function patchedBlock(change: (block: Buffer) => void): Buffer {
  const file = writeApk({ block: { v2: [{ signer }] } });
  const end = file.readUInt32LE(file.length - 6);
  const size = file.readUInt32LE(end - 24) + 8;
  change(file.subarray(end - size, end));
  return file;
}

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
