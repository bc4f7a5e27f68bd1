import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { ReleaseInContext } from '../../persistence/releases/release-repository';
import { RejectionRepository } from '../../persistence/reviews/rejection-repository';
import { Reviewers } from '../review-ports';

/** Nobody decides about what is their own. */
@Injectable()
export class ImpartialReviewer {
  constructor(
    private readonly rejections: RejectionRepository,
    private readonly reviewers: Reviewers,
  ) {}

  /** @throws DomainError `review-own-app`, `review-own-rejection`: after a granted appeal somebody else reviews who never rejected it. */
  async check(
    { app, release }: Pick<ReleaseInContext, 'app' | 'release'>,
    reviewerId: string,
  ): Promise<void> {
    await this.checkOutside(app.publisherId, reviewerId);
    if (await this.rejections.wasRejectedBy(release.id, reviewerId))
      throw new DomainError(
        'conflict',
        'review-own-rejection',
        'After a granted appeal somebody else reviews the release.',
      );
  }

  /** @throws DomainError `review-own-app`: the reviewer is in the team of the publisher. */
  async checkOutside(publisherId: string, reviewerId: string): Promise<void> {
    if (await this.reviewers.belongsTo(reviewerId, publisherId))
      throw new DomainError('conflict', 'review-own-app', 'Nobody of the publisher decides about its apps.');
  }
}
