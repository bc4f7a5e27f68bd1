import { DEFAULT_APK_LIMITS, type ApkLimits } from './apk-limits';
import { ApkRejected } from './apk-problems';
import type { ApkCode, ApkReport } from './apk-report';
import { KNOWN_TRACKERS, type Tracker } from './code/known-trackers';
import { readCode } from './code/read-code';
import { readAndroidManifest, type AndroidManifest } from './manifest/android-manifest';
import { parseBinaryXml } from './manifest/binary-xml';
import { impliedPermissions } from './manifest/implied-permissions';
import { ResourceTable } from './manifest/resources/resource-table';
import { readSigningBlock } from './signature/signing-block';
import { expectSaneIcon } from './manifest/icon-size';
import { verifySignature, type VerifiedSignature } from './signature/verify-signature';
import { Archive } from './zip/archive';
import { readEndOfCentralDirectory } from './zip/end-of-central-directory';
import { RandomAccessFile } from './zip/random-access-file';

const MANIFEST = 'AndroidManifest.xml';
const RESOURCES = 'resources.arsc';
const NATIVE_LIBRARY = /^lib\/([^/]+)\/[^/]+\.so$/;

/**
 * Says what an Android package is and proves that its signatures hold over its content. The file is read in pieces;
 * memory does not grow with it. It must not change meanwhile.
 *
 * @throws ApkRejected with a code of APK_PROBLEMS when the file is not a package that Android would install.
 */
export async function inspectApk(
  path: string,
  limits: Partial<ApkLimits> = {},
  trackers: readonly Tracker[] = KNOWN_TRACKERS,
): Promise<ApkReport> {
  const bounds = { ...DEFAULT_APK_LIMITS, ...limits };
  const file = await RandomAccessFile.open(path);
  try {
    return await inspect(file, bounds, trackers);
  } finally {
    await file.close();
  }
}

async function inspect(
  file: RandomAccessFile,
  limits: ApkLimits,
  trackers: readonly Tracker[],
): Promise<ApkReport> {
  if (file.size > limits.fileBytes) {
    throw new ApkRejected('apk-too-large', `${file.size} bytes; the limit is ${limits.fileBytes}`);
  }
  const end = await readEndOfCentralDirectory(file);
  const block = await readSigningBlock(file, end, limits);
  const archive = await Archive.open(file, end, block?.offset ?? end.directoryOffset, limits);
  const resources = await readResources(archive, limits);
  const manifest = await readManifest(archive, resources, limits);
  const signature = await verifySignature(archive, block, manifest, limits);
  await expectSaneIcon(archive, manifest.iconPath, limits);
  const code = await readCode(archive, limits, trackers);
  const report = toReport(archive, resources, manifest, signature, code);
  expectSaneReport(report, limits);
  return report;
}

async function readResources(archive: Archive, limits: ApkLimits): Promise<ResourceTable> {
  const entry = archive.find(RESOURCES);
  if (entry === undefined) return ResourceTable.empty;
  return ResourceTable.parse(await archive.read(entry, limits.resourcesBytes), limits);
}

async function readManifest(
  archive: Archive,
  resources: ResourceTable,
  limits: ApkLimits,
): Promise<AndroidManifest> {
  const entry = archive.find(MANIFEST);
  if (entry === undefined) throw new ApkRejected('apk-manifest-missing', `the archive has no ${MANIFEST}`);
  return readAndroidManifest(
    parseBinaryXml(await archive.read(entry, limits.manifestBytes), limits),
    resources,
    limits,
  );
}

/** What a manifest repeats costs the file a few bytes and whoever keeps the report the whole text. */
function expectSaneReport(report: ApkReport, limits: ApkLimits): void {
  let characters = 0;
  const count = (value: unknown): void => {
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'object' && value !== null && !(value instanceof Date))
      for (const [key, inner] of Object.entries(value)) {
        characters += key.length;
        count(inner);
      }
  };
  count(report);
  if (characters > limits.reportCharacters)
    throw new ApkRejected('apk-report-too-large', `${characters} characters of names and texts`);
}

function toReport(
  archive: Archive,
  resources: ResourceTable,
  { targetSandboxVersion: _checked, iconPath, ...manifest }: AndroidManifest,
  signature: VerifiedSignature,
  code: ApkCode,
): ApkReport {
  const abis = archive.entries.flatMap(({ name }) => NATIVE_LIBRARY.exec(name)?.[1] ?? []);
  return {
    ...manifest,
    iconPath: iconPath !== null && archive.find(iconPath) !== undefined ? iconPath : null,
    impliedPermissions: impliedPermissions(manifest.permissions, manifest.targetSdk),
    nativeAbis: [...new Set(abis)].sort(),
    locales: resources.locales(),
    code,
    signature: {
      ...signature,
      certificates: signature.certificates.map(({ sha256, subject, notAfter, debug }) => ({
        sha256,
        subject,
        notAfter,
        debug,
      })),
      lineage: signature.lineage.map(({ sha256 }) => sha256),
    },
    sizeBytes: archive.file.size,
  };
}
