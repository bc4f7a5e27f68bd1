import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { ReleaseIndex, type ReviewView } from '../../persistence/read-models/release-index';

/** What waits for review or is under it, oldest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListReviewQueue {
  constructor(private readonly index: ReleaseIndex) {}

  async execute(page: PageRequest): Promise<Page<ReviewView>> {
    return this.index.queue(page);
  }
}
