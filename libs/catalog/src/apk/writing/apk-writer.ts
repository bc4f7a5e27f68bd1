import { createHash } from 'node:crypto';
import { writeBinaryXml, type WrittenElement, type WrittenValue } from './binary-xml-writer';
import { insertSigningBlock, type SigningBlockContent } from './signing-block-writer';
import { signDetached, type PackageSigner } from './package-signer';
import { writeZip, writeZipParts, type ArchiveLies, type EntryToWrite } from './zip-writer';

/** What a test package says about itself. */
export interface ManifestToWrite {
  packageName?: string;
  versionCode?: WrittenValue;
  sdk?: Record<string, WrittenValue>;
  manifest?: Record<string, WrittenValue>;
  application?: Record<string, WrittenValue>;
  children?: WrittenElement[];
}

export interface ApkToWrite {
  manifest?: ManifestToWrite;
  /** Further entries. */
  entries?: EntryToWrite[];
  v1?: PackageSigner[];
  /** Names of the newer schemes that v1 announces, such as `2, 3`. */
  announces?: string;
  block?: SigningBlockContent;
  lies?: ArchiveLies;
}

/** Writes a whole package, signed by every scheme that is asked for. */
export function writeApk(apk: ApkToWrite): Buffer {
  const plain = [manifestEntry(apk.manifest), ...(apk.entries ?? [])];
  const entries = [...plain, ...(apk.v1 === undefined ? [] : signJar(plain, apk.v1, apk.announces))];
  if (apk.block === undefined) return writeZip(entries, apk.lies);
  return insertSigningBlock(writeZipParts(entries, apk.lies), apk.block);
}

export function manifestEntry(manifest: ManifestToWrite = {}): EntryToWrite {
  return { name: 'AndroidManifest.xml', content: writeBinaryXml(manifestElement(manifest)) };
}

export function manifestElement(given: ManifestToWrite): WrittenElement {
  const {
    packageName = 'org.example.app',
    versionCode = 1,
    sdk = { minSdkVersion: 24, targetSdkVersion: 29 },
  } = given;
  return {
    tag: 'manifest',
    attributes: { package: packageName, versionCode, ...given.manifest },
    children: [
      { tag: 'uses-sdk', attributes: sdk },
      ...(given.children ?? []),
      { tag: 'application', attributes: given.application ?? {} },
    ],
  };
}

/** The files under META-INF/ that make up a JAR signature by SHA-256. */
export function signJar(
  entries: EntryToWrite[],
  signers: PackageSigner[],
  announces?: string,
): EntryToWrite[] {
  const main = 'Manifest-Version: 1.0\r\n\r\n';
  const sections = entries.map(({ name, content }) => ({ name, text: section(name, content) }));
  const manifest = Buffer.from(main + sections.map(({ text }) => text).join(''));
  const announced = announces === undefined ? '' : `X-Android-APK-Signed: ${announces}\r\n`;
  const head = `Signature-Version: 1.0\r\n${announced}SHA-256-Digest-Manifest: ${digest(manifest)}\r\n\r\n`;
  const signatureFile = Buffer.from(
    head + sections.map(({ name, text }) => section(name, Buffer.from(text))).join(''),
  );
  return [
    { name: 'META-INF/MANIFEST.MF', content: manifest },
    ...signers.flatMap((signer, index) => [
      { name: `META-INF/S${index}.SF`, content: signatureFile },
      {
        name: `META-INF/S${index}.${signer.keyType.toUpperCase()}`,
        content: signDetached(signer, signatureFile),
      },
    ]),
  ];
}

function section(name: string, content: Buffer): string {
  return `Name: ${name}\r\nSHA-256-Digest: ${digest(content)}\r\n\r\n`;
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64');
}
