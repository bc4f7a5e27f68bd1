/** What the rules of the catalogue look at in an inspected package; the report of `inspectApk` has it all. */
export interface PackageFacts {
  packageName: string;
  versionCode: number;
  /** The upper half of a 64-bit version code; 0 for nearly all packages. */
  versionCodeMajor: number;
  versionName: string | null;
  targetSdk: number;
  permissions: { name: string }[];
  /** Granted without being asked for; absent in old reports. */
  impliedPermissions?: { name: string }[];
  /** Absent in old reports. */
  iconPath?: string | null;
  /** Known trackers, and why not all code was searched. Absent in old reports. */
  code?: { trackers: { id: string; name: string; purpose: string }[]; unread: string | null };
  debuggable: boolean;
  testOnly: boolean;
  signature: {
    certificates: { sha256: string; debug: boolean }[];
    /** SHA-256 of the certificates from the oldest to the present one; empty or absent without a change of key. */
    lineage?: string[];
  };
}

/** Who signed: the certificates' SHA-256 in a fixed order, so that two signers compare as text. */
export function signerOf(facts: PackageFacts): string {
  return facts.signature.certificates
    .map(({ sha256 }) => sha256)
    .sort()
    .join(',');
}

/** What devices compare: both halves as one number. It may exceed what a number holds exactly: check before use. */
export function longVersionCodeOf(facts: PackageFacts): number {
  return facts.versionCodeMajor * 2 ** 32 + facts.versionCode;
}
