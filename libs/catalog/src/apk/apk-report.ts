import type { TrackerPurpose } from './code/known-trackers';
import type { Permission, Requirement } from './manifest/android-manifest';
import type { DeviceRequirements } from './manifest/device-requirements';

/** A certificate that a package is signed with. */
export interface ApkCertificate {
  /** SHA-256 of the encoded certificate, lower-case hexadecimal. */
  sha256: string;
  /** Distinguished name, most specific part first. */
  subject: string;
  notAfter: Date;
  /** The certificate of a development build (`CN=Android Debug`). */
  debug: boolean;
}

/** What was found in the code of a package. */
export interface ApkCode {
  /** Known trackers, by id; see `code/known-trackers.ts`. */
  trackers: { id: string; name: string; purpose: TrackerPurpose }[];
  /** Why not all of it could be searched; null: all was. */
  unread: string | null;
}

/** What an Android package is. Everything comes from the file itself and nothing is made up where it is silent. */
export interface ApkReport extends DeviceRequirements {
  packageName: string;
  /** 0 when the manifest has none. */
  versionCode: number;
  /** The upper half of the 64-bit version; 0 for nearly all packages. */
  versionCodeMajor: number;
  versionName: string | null;
  /** 1, as Android assumes, when not declared. */
  minSdk: number;
  /** `minSdk`, as Android assumes, when not declared. */
  targetSdk: number;
  declared: { minSdk?: number; targetSdk?: number };
  maxSdk: number | null;
  /** In the default locale; null when the package has none or takes it from the framework. */
  label: string | null;
  /** By BCP 47 locale, only the locales that have a label of their own. */
  labels: Record<string, string>;
  /** An entry of the package; may be XML. Null when there is none. */
  iconPath: string | null;
  /** In the order of the manifest, repetitions included, as `aapt dump badging` lists them. */
  permissions: Permission[];
  /** Those that Android grants without being asked, because of an old target SDK or of another permission. */
  impliedPermissions: Permission[];
  /** Declared features, in the order of the manifest; not those that permissions imply. */
  features: Requirement[];
  usesLibraries: Requirement[];
  /** Sorted; empty when there is no native code, so that the package runs everywhere. */
  nativeAbis: string[];
  /** BCP 47, sorted, without the default locale: for which the package has any resource. */
  locales: string[];
  code: ApkCode;
  debuggable: boolean;
  testOnly: boolean;
  signature: {
    /** The schemes that Android from `minSdk` on goes by; each has been verified. */
    schemes: { v1: boolean; v2: boolean; v3: boolean };
    /** Of the newest of them. */
    certificates: ApkCertificate[];
    /** SHA-256 of the certificates from the oldest to the present one; empty without a change of key. */
    lineage: string[];
    /** Files under META-INF/ that could be changed without breaking the signature. */
    unprotected: string[];
  };
  sizeBytes: number;
}
