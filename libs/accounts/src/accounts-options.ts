/** What the library must be told by the process. */
export interface AccountsOptions {
  /** Seals the signing keys in the database; 32 characters or more. */
  authSecret: string;
  /** `iss` of access tokens: the public address of the API. */
  issuer: string;
}

/** Injection token of `AccountsOptions`. */
export const ACCOUNTS_OPTIONS = Symbol('AccountsOptions');
