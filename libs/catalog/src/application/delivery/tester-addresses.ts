/** What the catalogue asks about an account; bound by the application. */
export abstract class TesterAddresses {
  /**
   * The e-mail address that an account is known to own, in lower case. Null when there is none: an address that anybody
   * may claim makes nobody a tester.
   */
  abstract of(accountId: string): Promise<string | null>;
}
