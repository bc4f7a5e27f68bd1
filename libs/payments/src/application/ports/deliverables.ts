/** The file that an owner is delivered of an app now. */
export interface Deliverable {
  releaseId: string;
  versionCode: number;
  versionName: string | null;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store. */
  fileKey: string;
  expansionFiles: readonly DeliverableExpansion[];
}

/** A file that is to lie beside it on the device. */
export interface DeliverableExpansion {
  type: string;
  /** Of the version that the file is named after. */
  versionCode: number;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store. */
  fileKey: string;
}

/** Who is to be delivered to, and on what. */
export interface DeliveryTarget {
  accountId: string;
  market: string;
  /** How the device describes itself, in the catalogue's words; nothing here looks at it. */
  device?: object | undefined;
  /** The version code that is on the device. */
  installed?: number | undefined;
}

/**
 * - `file`: this one.
 * - `keep`: the device has a newer one than it would get.
 * - `unfit`: nothing fits the device, for these reasons.
 * - `nothing`: there is nothing to deliver.
 */
export type DeliveryAnswer =
  | { kind: 'file'; file: Deliverable }
  | { kind: 'keep' }
  | { kind: 'unfit'; misfits: readonly { code: string; detail: string }[] }
  | { kind: 'nothing' };

/** What may be delivered; bound to the catalogue's choice of versions by the application. */
export abstract class Deliverables {
  /** Whether the account is to test the app before anybody else can have it. */
  abstract isTested(appId: string, accountId: string): Promise<boolean>;
  /** Which of these apps have something out, and nothing of it fits the device. */
  abstract unfitFor(target: DeliveryTarget, appIds: readonly string[]): Promise<Set<string>>;
  abstract choose(appId: string, target: DeliveryTarget): Promise<DeliveryAnswer>;
}
