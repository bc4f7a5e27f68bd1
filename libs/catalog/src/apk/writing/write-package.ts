import { writeApk } from './apk-writer';
import { writeDex } from './dex-writer';
import type { PackageSigner } from './package-signer';
import { proofOfRotation, type SigningBlockContent } from './signing-block-writer';

/** What a package that we write says of itself. */
export interface PackageToWrite {
  packageName: string;
  versionCode: number;
  versionName: string;
  label: string;
  /** 24 or more: such Androids verify scheme v2. */
  minSdk: number;
  targetSdk: number;
  permissions?: readonly string[];
  /** Folders of native code, each with one empty library; without any the package runs everywhere. */
  abis?: readonly string[];
  features?: readonly string[];
  /** Further files by their path, stored as they are. */
  assets?: Readonly<Record<string, Buffer>>;
  /** Descriptors of the classes that its code defines (`Lorg/example/Main;`); without any there is no code. */
  classes?: readonly string[];
  debuggable?: boolean;
  testOnly?: boolean;
  /** The keys before the signer's, the oldest first: each vouches for the next, by APK Signature Scheme v3. */
  formerSigners?: readonly PackageSigner[];
}

/**
 * Writes a small, real Android package whose classes do nothing, signed by APK Signature Scheme v2: for the demo store, and for tests,
 * which need packages with any manifest and signer.
 */
export function writePackage(about: PackageToWrite, signer: PackageSigner): Buffer {
  const { packageName, versionCode, versionName, label, minSdk, targetSdk, permissions = [] } = about;
  const { abis = [], features = [], assets = {}, classes = [] } = about;
  const { debuggable, testOnly, formerSigners = [] } = about;
  return writeApk({
    manifest: {
      packageName,
      versionCode,
      manifest: { versionName },
      sdk: { minSdkVersion: minSdk, targetSdkVersion: targetSdk },
      application: {
        label,
        ...(debuggable === undefined ? {} : { debuggable }),
        ...(testOnly === undefined ? {} : { testOnly }),
      },
      children: [
        ...permissions.map((name) => ({ tag: 'uses-permission', attributes: { name } })),
        ...features.map((name) => ({ tag: 'uses-feature', attributes: { name } })),
      ],
    },
    entries: [
      ...abis.map((abi) => ({ name: `lib/${abi}/libportolan.so`, content: Buffer.alloc(0) })),
      ...(classes.length === 0 ? [] : [{ name: 'classes.dex', content: writeDex(classes) }]),
      ...Object.entries(assets).map(([name, content]) => ({ name, content, stored: true })),
    ],
    block: blockBy(signer, formerSigners),
  });
}

/** Devices that do not know of changes of keys see the first one. */
function blockBy(signer: PackageSigner, former: readonly PackageSigner[]): SigningBlockContent {
  const [first] = former;
  if (first === undefined) return { v2: [{ signer }] };
  const attributes = [proofOfRotation([...former, signer])];
  return { v2: [{ signer: first }], v3: [{ signer, attributes }] };
}
