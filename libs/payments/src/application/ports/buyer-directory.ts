/** What is known of the people who buy; bound to the accounts by the application. */
export abstract class BuyerDirectory {
  /** The code of the account's home market, or null if there is no such account. */
  abstract homeMarketOf(accountId: string): Promise<string | null>;
}
