import { writeApk, type ManifestToWrite } from '../writing/apk-writer';
import { proofOfRotation, type BlockSigner } from '../writing/signing-block-writer';
import { inspectBytes, verdict } from '../writing/temporary-file';
import { makeSigner } from '../writing/package-signer';

const first = makeSigner('first');
const second = makeSigner('second', 'rsa');
const third = makeSigner('third');
const NEWEST = 0x7fffffff;
const ANDROID_13 = Buffer.from([33, 0, 0, 0]);
const ROTATION_MIN_SDK = 0x559f8b02;
const from = (minSdkVersion: number): ManifestToWrite => ({ sdk: { minSdkVersion, targetSdkVersion: 29 } });

describe('signature schemes', () => {
  it('reports every signer of v1, in any of the two kinds of key', async () => {
    const { signature } = await inspectBytes(writeApk({ manifest: from(18), v1: [first, second] }));
    expect(signature.schemes).toEqual({ v1: true, v2: false, v3: false });
    expect(signature.certificates.map(({ subject }) => subject)).toEqual(['CN=first', 'CN=second']);
    expect(signature.unprotected).toEqual(expect.arrayContaining(['META-INF/MANIFEST.MF']));
  });

  it.each([
    ['ECDSA with SHA-256', { signer: first, algorithms: [0x0201] }],
    ['ECDSA with SHA-512', { signer: first, algorithms: [0x0202] }],
    ['RSA with SHA-256 and SHA-512', { signer: second, algorithms: [0x0103, 0x0104] }],
    ['RSA-PSS', { signer: second, algorithms: [0x0101, 0x0102] }],
    ['one unknown algorithm beside a known one', { signer: first, algorithms: [0x0201, 0x7777] }],
  ])('verifies v2 by %s', async (_name, signer) => {
    const { signature } = await inspectBytes(writeApk({ block: { v2: [signer] } }));
    expect(signature.schemes).toEqual({ v1: false, v2: true, v3: false });
    expect(signature.certificates.map(({ sha256 }) => sha256)).toEqual([signer.signer.sha256]);
  });

  it('does not ask for v1 from Android 7 on, nor for v2 from Android 9 on', async () => {
    expect(await verdict(writeApk({ manifest: from(24), block: { v2: [{ signer: first }] } }))).toBe(
      'accepted',
    );
    expect(await verdict(writeApk({ manifest: from(28), block: { v3: [{ signer: first }] } }))).toBe(
      'accepted',
    );
  });

  it('follows a signer through two changes of key', async () => {
    const attributes = [proofOfRotation([first, second, third])];
    const { signature } = await inspectBytes(
      writeApk({ block: { v2: [{ signer: first }], v3: [{ signer: third, attributes }] } }),
    );
    expect(signature.certificates.map(({ sha256 }) => sha256)).toEqual([third.sha256]);
    expect(signature.lineage).toEqual([first.sha256, second.sha256, third.sha256]);
  });

  it('reports the key that the newest Android sees, from v3 ranges and from v3.1', async () => {
    const rotated = [proofOfRotation([first, third])];
    const ranges: BlockSigner[] = [
      { signer: third, span: { min: 31, max: NEWEST }, attributes: rotated },
      { signer: first, span: { min: 28, max: 30 } },
    ];
    const byRange = await inspectBytes(writeApk({ block: { v2: [{ signer: first }], v3: ranges } }));
    const v31: BlockSigner[] = [{ signer: third, span: { min: 33, max: NEWEST }, attributes: rotated }];
    const v3: BlockSigner[] = [{ signer: first, attributes: [[ROTATION_MIN_SDK, ANDROID_13]] }];
    const byScheme = await inspectBytes(writeApk({ block: { v2: [{ signer: first }], v3, v31 } }));
    for (const { signature } of [byRange, byScheme]) {
      expect(signature.certificates.map(({ sha256 }) => sha256)).toEqual([third.sha256]);
      expect(signature.lineage).toEqual([first.sha256, third.sha256]);
    }
    expect(await verdict(writeApk({ block: { v2: [{ signer: first }], v3 } }))).toBe(
      'apk-signature-stripped',
    );
    expect(await verdict(writeApk({ block: { v2: [{ signer: first }], v31 } }))).toBe(
      'apk-signature-stripped',
    );
  });

  it.each<[string, BlockSigner[]]>([
    [
      'a hole between the ranges',
      [
        { signer: first, span: { min: 28, max: 30 } },
        { signer: first, span: { min: 32, max: NEWEST } },
      ],
    ],
    [
      'ranges that overlap',
      [
        { signer: first, span: { min: 28, max: 30 } },
        { signer: first, span: { min: 30, max: NEWEST } },
      ],
    ],
    ['no signer for new devices', [{ signer: first, span: { min: 28, max: 40 } }]],
    ['no signer for the oldest devices', [{ signer: first, span: { min: 30, max: NEWEST } }]],
    [
      'a lineage that ends with another key',
      [{ signer: third, attributes: [proofOfRotation([first, second])] }],
    ],
    [
      'a lineage that nobody vouched for',
      [{ signer: third, attributes: [proofOfRotation([{ ...first, privateKey: third.privateKey }, third])] }],
    ],
  ])('refuses v3 with %s', async (_name, v3) => {
    expect(await verdict(writeApk({ block: { v2: [{ signer: first }], v3 } }))).toBe('apk-signature-invalid');
  });

  it('refuses a v2 signature by the new key, which old devices would not know', async () => {
    const v3 = [{ signer: third, attributes: [proofOfRotation([first, third])] }];
    const file = writeApk({ block: { v2: [{ signer: third }], v3 } });
    expect(await verdict(file)).toBe('apk-signature-signers-differ');
  });
});
