/** What the catalogue asks about staff; bound by the application. */
export abstract class Reviewers {
  /** Whether this account may review releases. */
  abstract mayReview(accountId: string): Promise<boolean>;

  /** Whether this account is in the team of a publisher. */
  abstract belongsTo(accountId: string, publisherId: string): Promise<boolean>;
}
