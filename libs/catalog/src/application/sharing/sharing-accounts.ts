/** What the catalogue asks about an account that opens a shared package; bound by the application. */
export abstract class SharingAccounts {
  /** Whether a person of the app's publisher who may read the app. */
  abstract isOfTeam(accountId: string, appId: string): Promise<boolean>;
  /** Null: it has chosen none. */
  abstract homeMarketOf(accountId: string): Promise<string | null>;
}
