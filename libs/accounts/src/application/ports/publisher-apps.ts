/** Which apps a publisher has. Bound by the process to the library that keeps apps. */
export abstract class PublisherApps {
  /** Those of the apps that are the publisher's. */
  abstract among(publisherId: string, appIds: readonly string[]): Promise<string[]>;
}
