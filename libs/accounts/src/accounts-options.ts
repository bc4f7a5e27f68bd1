/** What the library must be told by the process. */
export interface AccountsOptions {
  /** Seals the signing keys in the database; 32 characters or more. */
  authSecret: string;
  /** `iss` of access tokens: the public address of the API. */
  issuer: string;
  /** The domain of service accounts' addresses, and `universe_domain` of their key files. */
  storeDomain: string;
  /** Where the store's account pages are, for links in mails; null: mails hold codes for the API. */
  accountPages: string | null;
  /** Other `aud` values, beside the store's own, that the token endpoint takes. */
  tokenAudiences: readonly string[];
}

/** Injection token of `AccountsOptions`. */
export const ACCOUNTS_OPTIONS = Symbol('AccountsOptions');
