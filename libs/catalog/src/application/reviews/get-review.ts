import { Injectable } from '@nestjs/common';
import { Clock, notFound, ReadSnapshot } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/review/policies';
import {
  type ContentChanges,
  contentChanges,
  contentHash,
  type ReviewedContent,
} from '../../domain/review/reviewed-content';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ImageRepository } from '../../persistence/images/image-repository';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { ReviewedContentRepository } from '../../persistence/reviews/reviewed-content-repository';
import { ReviewQueue, type ReviewView } from '../../persistence/reviews/review-queue';
import { Strikes } from '../strikes/strikes';
import { KeepReviewedContent } from './keep-reviewed-content';

/** A release held against what was decided before: the last rejection that no approval followed, and what is live. */
export interface ReviewComparison {
  against: {
    releaseId: string;
    status: 'rejected' | 'live';
    versionCode: number;
    /** RFC 3339. */
    decidedAt: string;
    /** Of a rejection. */
    policies: RejectionPolicy[];
    message: string | null;
  };
  changes: ContentChanges;
}

export interface ReviewDetail extends ReviewView {
  /** Strikes against its publisher that count. */
  activeStrikes: number;
  /** The package name of an app of another publisher that was live and has the same icon. */
  iconAlsoOf: string | null;
  /** What is decided on, as it is now. */
  content: ReviewedContent;
  /** SHA-256 of it; a decision names it. */
  contentHash: string;
  comparisons: ReviewComparison[];
}

/** One release as its reviewer reads it, with what changed. @throws DomainError `release-not-found`, also of a draft. */
@Injectable()
export class GetReview {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly apps: AppRepository,
    private readonly releases: ReleaseRepository,
    private readonly contents: ReviewedContentRepository,
    private readonly content: KeepReviewedContent,
    private readonly images: ImageRepository,
    private readonly strikes: Strikes,
    private readonly snapshot: ReadSnapshot,
    private readonly clock: Clock,
  ) {}

  async execute(releaseId: string): Promise<ReviewDetail> {
    return this.snapshot.run(() => this.read(releaseId));
  }

  private async read(releaseId: string): Promise<ReviewDetail> {
    const review = await this.queue.find(releaseId, this.clock.now());
    if (review === null) throw notFound('release');
    const app = await this.apps.get(review.appId);
    const release = await this.releases.get(releaseId);
    const now = await this.content.read({ app, release });
    const baselines = await this.contents.baselinesOf(release);
    const comparisons = baselines.map(({ content, decidedAt, policies, ...against }) => ({
      against: { ...against, policies: policies ?? [], decidedAt: decidedAt.toISOString() },
      changes: contentChanges(content, now),
    }));
    const { publisherId } = app;
    const icons = await this.images.iconsOf(app.id);
    return {
      ...review,
      activeStrikes: await this.strikes.countActive(publisherId),
      iconAlsoOf: await this.images.otherPublisherWithIcon(publisherId, icons),
      content: now,
      contentHash: contentHash(now),
      comparisons,
    };
  }
}
