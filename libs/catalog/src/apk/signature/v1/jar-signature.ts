import type { ApkLimits } from '../../apk-limits';
import { ApkRejected } from '../../apk-problems';
import type { Archive } from '../../zip/archive';
import type { SignerCertificate } from '../certificate';
import { digestsToVerify, matchesAll, type JarDigest } from './jar-digests';
import { parseJarManifest, type JarManifest } from './jar-manifest';
import { verifySignatureBlockFile } from './signature-block-file';

const FOLDER = 'META-INF/';
const MANIFEST = 'META-INF/MANIFEST.MF';
const BLOCK_FILE = /^META-INF\/([^/]+)\.(?:RSA|DSA|EC)$/i;
const SCHEME_ATTRIBUTE = 'x-android-apk-signed';

/** A JAR signature (scheme v1) whose own files are verified; the entries are still to be compared. */
export interface JarSignature {
  certificates: SignerCertificate[];
  /** What each entry must hash to. */
  digests: Map<string, JarDigest[]>;
  /** Entries under META-INF/ that no digest covers. Android reads nothing from there. */
  unprotected: string[];
}

/** Null when the package has no JAR signature at all. `schemes` are the newer schemes that it was found to have. */
export async function verifyJarSignature(
  archive: Archive,
  minSdk: number,
  schemes: ReadonlySet<number>,
  limits: ApkLimits,
): Promise<JarSignature | null> {
  const blocks = archive.entries.filter((entry) => BLOCK_FILE.test(entry.name));
  const manifestEntry = archive.find(MANIFEST);
  if (blocks.length === 0 || manifestEntry === undefined) return null;
  if (blocks.length > limits.signers) throw new ApkRejected('apk-limit-exceeded', 'too many signers');
  const manifest = parseJarManifest(await archive.read(manifestEntry, limits.jarManifestBytes), MANIFEST);
  const certificates: SignerCertificate[] = [];
  const digests = entryDigests(archive, manifest, minSdk);
  for (const block of blocks) {
    const name = block.name.replace(BLOCK_FILE, 'META-INF/$1.SF');
    const entry = archive.find(name);
    if (entry === undefined)
      throw new ApkRejected('apk-signature-malformed', `${block.name} signs no ${name}`);
    const bytes = await archive.read(entry, limits.jarManifestBytes);
    const blockBytes = await archive.read(block, limits.signatureBlockFileBytes);
    certificates.push(verifySignatureBlockFile(blockBytes, bytes, limits));
    const signatureFile = parseJarManifest(bytes, name);
    expectSchemes(signatureFile, schemes);
    expectSameManifest(signatureFile, manifest, minSdk);
    for (const covered of digests.keys()) if (!signatureFile.sections.has(covered)) throw unsigned(covered);
  }
  const unprotected = archive.entries
    .map((entry) => entry.name)
    .filter((name) => name.startsWith(FOLDER) && !name.endsWith('/') && !digests.has(name));
  return { certificates, digests, unprotected };
}

/** The digests of every entry that needs one; entries that are listed and missing are as wrong as the reverse. */
function entryDigests(archive: Archive, manifest: JarManifest, minSdk: number): Map<string, JarDigest[]> {
  const digests = new Map<string, JarDigest[]>();
  for (const [name, section] of manifest.sections) {
    if (archive.find(name) === undefined) {
      throw new ApkRejected('apk-signature-entry-unsigned', `${name} is signed, but not in the package`);
    }
    const wanted = digestsToVerify(section, '-digest', minSdk);
    if (wanted.length > 0) digests.set(name, wanted);
  }
  for (const { name } of archive.entries) {
    if (!name.startsWith(FOLDER) && !name.endsWith('/') && !digests.has(name)) throw unsigned(name);
  }
  return digests;
}

function expectSchemes(signatureFile: JarManifest, schemes: ReadonlySet<number>): void {
  const known = [2, 3];
  for (const text of (signatureFile.main.attributes.get(SCHEME_ATTRIBUTE) ?? '').split(',')) {
    const scheme = Number(text.trim());
    if (known.includes(scheme) && !schemes.has(scheme)) {
      throw new ApkRejected('apk-signature-stripped', `v1 announces v${scheme}, which is not there`);
    }
  }
}

/** The whole manifest is the signed one, or at least its main part and every section that the signer lists. */
function expectSameManifest(signatureFile: JarManifest, manifest: JarManifest, minSdk: number): void {
  const { main } = signatureFile;
  if (!main.attributes.has('signature-version')) {
    throw new ApkRejected('apk-signature-malformed', 'v1: a signature file without Signature-Version');
  }
  const whole = digestsToVerify(main, '-digest-manifest', minSdk);
  if (whole.length > 0 && matchesAll(whole, manifest.bytes)) return;
  const mainDigests = digestsToVerify(main, '-digest-manifest-main-attributes', minSdk);
  if (!matchesAll(mainDigests, manifest.main.bytes)) throw changed('the main section of the manifest');
  for (const [name, section] of signatureFile.sections) {
    const signed = manifest.sections.get(name);
    const digests = digestsToVerify(section, '-digest', minSdk);
    if (signed === undefined || digests.length === 0 || !matchesAll(digests, signed.bytes)) {
      throw changed(`the manifest section of ${name}`);
    }
  }
}

function changed(what: string): ApkRejected {
  return new ApkRejected('apk-signature-digest-mismatch', `v1: ${what} is not the signed one`);
}

function unsigned(name: string): ApkRejected {
  return new ApkRejected('apk-signature-entry-unsigned', name);
}
