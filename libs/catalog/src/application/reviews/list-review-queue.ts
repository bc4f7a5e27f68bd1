import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { type ReviewFilter, ReviewQueue, type ReviewView } from '../../persistence/reviews/review-queue';

/** What waits for review or is under it. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListReviewQueue {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly clock: Clock,
  ) {}

  async execute({ limit, cursor, ...filter }: ReviewFilter & PageRequest): Promise<Page<ReviewView>> {
    return this.queue.list(filter, { limit, cursor }, this.clock.now());
  }
}
