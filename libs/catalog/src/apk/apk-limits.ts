const KIB = 1024;
const MIB = 1024 * KIB;

/** Bounds on what one inspection may read, inflate and keep. Sizes are bytes. */
export interface ApkLimits {
  fileBytes: number;
  entries: number;
  centralDirectoryBytes: number;
  /** Inflated size of one entry. */
  entryBytes: number;
  /** Inflated size of all entries as a multiple of the file, once it is above 64 MiB. */
  inflationRatio: number;
  manifestBytes: number;
  resourcesBytes: number;
  stringsPerPool: number;
  xmlDepth: number;
  xmlElements: number;
  permissions: number;
  compatibleScreens: number;
  /** Of the icon, when it is a PNG or a WebP. */
  iconPixelsPerSide: number;
  iconBytes: number;
  /** classes.dex, classes2.dex...; what is beyond is not searched, and said to be so. */
  dexFiles: number;
  /** Inflated, of one DEX file, which is held in memory. */
  dexFileBytes: number;
  /** Inflated, of all that are searched. */
  dexBytes: number;
  /** Characters of all names and texts that a report repeats. */
  reportCharacters: number;
  resourceTypes: number;
  /** META-INF/MANIFEST.MF and each .SF file. */
  jarManifestBytes: number;
  /** Each .RSA, .DSA or .EC file. */
  signatureBlockFileBytes: number;
  signingBlockBytes: number;
  signers: number;
  certificates: number;
}

/** The limits that hold unless the caller gives others. */
export const DEFAULT_APK_LIMITS: ApkLimits = {
  fileBytes: 4 * 1024 * MIB - 2,
  entries: 65_535,
  centralDirectoryBytes: 32 * MIB,
  entryBytes: 2 * 1024 * MIB,
  inflationRatio: 100,
  manifestBytes: 4 * MIB,
  resourcesBytes: 64 * MIB,
  stringsPerPool: 1_000_000,
  xmlDepth: 64,
  xmlElements: 100_000,
  permissions: 1_000,
  compatibleScreens: 1_000,
  iconPixelsPerSide: 4_096,
  iconBytes: 16 * MIB,
  dexFiles: 100,
  dexFileBytes: 32 * MIB,
  dexBytes: 512 * MIB,
  reportCharacters: 2_000_000,
  resourceTypes: 100_000,
  jarManifestBytes: 16 * MIB,
  signatureBlockFileBytes: MIB,
  signingBlockBytes: 16 * MIB,
  signers: 10,
  certificates: 20,
};

/** Below this a package may inflate at any ratio: a small file full of zeros harms nobody. */
export const HARMLESS_INFLATED_BYTES = 64 * MIB;
