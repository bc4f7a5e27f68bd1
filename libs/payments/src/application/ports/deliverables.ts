/** The file that is delivered of an app now. */
export interface Deliverable {
  releaseId: string;
  versionCode: number;
  versionName: string | null;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store. */
  fileKey: string;
}

/** What may be delivered; bound to the catalogue's live releases by the application. */
export abstract class Deliverables {
  /** Apps without a live release have no entry. */
  abstract current(appIds: readonly string[]): Promise<Map<string, Deliverable>>;
}
