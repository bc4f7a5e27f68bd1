import type { ReviewMail } from '../../domain/review/review-mails';

/** Whom the catalogue writes to; bound by the application. */
export abstract class PublisherMail {
  /** To the owners and release managers of a publisher, by the transaction that is open. */
  abstract write(publisherId: string, mail: ReviewMail): Promise<void>;
}
