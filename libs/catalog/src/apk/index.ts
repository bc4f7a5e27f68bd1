export { DEFAULT_APK_LIMITS, type ApkLimits } from './apk-limits';
export { APK_PROBLEMS, ApkRejected, type ApkProblemCode } from './apk-problems';
export type { ApkCertificate, ApkReport } from './apk-report';
export { KNOWN_TRACKERS, type Tracker, TRACKER_PURPOSES } from './code/known-trackers';
export { inspectApk } from './inspect-apk';
export { InspectionPool, type InspectionPoolOptions } from './isolation/inspection-pool';
export type { Permission as ApkPermission, Requirement as ApkRequirement } from './manifest/android-manifest';
export { makeSigner, type PackageSigner } from './writing/package-signer';
export { writePackage, type PackageToWrite } from './writing/write-package';
