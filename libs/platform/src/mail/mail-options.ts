/** Where mail goes. */
export interface MailOptions {
  /** `smtp://` or `smtps://` address with the credentials; null: into `directory`. */
  smtpUrl: string | null;
  /** A folder for a store without SMTP: each message becomes a file of its own that only this user may read. */
  directory: string;
  /** The sender, e.g. `The store <no-reply@store.example>`. */
  from: string;
  /** Seals messages until they are sent; 32 characters or more. */
  secret: string;
}

/** Injection token of `MailOptions`. */
export const MAIL_OPTIONS = Symbol('MailOptions');
