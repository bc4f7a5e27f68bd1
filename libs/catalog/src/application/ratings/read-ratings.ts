import { Injectable } from '@nestjs/common';
import { notFound, type Page, type PageRequest } from '@portolan/platform';
import { averageOf } from '../../domain/rating/rating';
import {
  type RatingFilter,
  RatingRepository,
  type RatingView,
} from '../../persistence/ratings/rating-repository';

export interface RatingSummary {
  count: number;
  /** To one digit; null without any. */
  average: number | null;
}

/** What people say of an app. Who may see the app is the caller's question. */
@Injectable()
export class ReadRatings {
  constructor(private readonly ratings: RatingRepository) {}

  async summary(appId: string): Promise<RatingSummary> {
    const { count, sum } = await this.ratings.sum(appId);
    return { count, average: averageOf(count, sum) };
  }

  /** The newest first, without those that are hidden. */
  list(appId: string, filter: RatingFilter, page: PageRequest): Promise<Page<RatingView>> {
    return this.ratings.list(appId, filter, page);
  }

  /** @throws DomainError `rating-not-found`, also for one that is hidden. */
  async one(appId: string, ratingId: string): Promise<RatingView> {
    const rating = await this.ratings.find(appId, ratingId);
    if (rating === null) throw notFound('rating');
    return rating;
  }

  /** The account's own. @throws DomainError `rating-not-found`. */
  async own(appId: string, accountId: string): Promise<RatingView & { hidden: boolean }> {
    const rating = await this.ratings.own(appId, accountId);
    if (rating === null) throw notFound('rating');
    return rating;
  }
}
