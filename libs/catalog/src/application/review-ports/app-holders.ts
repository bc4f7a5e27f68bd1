/** What the catalogue asks about owners of apps; bound by the application. */
export abstract class AppHolders {
  /** Accounts that own the app now, in all markets. */
  abstract count(appId: string): Promise<number>;

  /** Whether the account owns the app now: by an order, a free one too. */
  abstract holds(accountId: string, appId: string): Promise<boolean>;
}
