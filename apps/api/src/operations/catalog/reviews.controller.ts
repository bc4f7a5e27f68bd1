import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApproveRelease,
  GetRelease,
  GetReview,
  ListReviewQueue,
  RejectRelease,
  type ReleaseView,
  type ReviewDetail,
  type ReviewView,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { release, releaseParam } from '../../publisher/catalog/schemas';
import { approveBody, queueQuery, rejectBody, review, reviewDetail } from './review-schemas';

const DECIDES =
  'What changed since it was read is not decided: 409 `review-content-changed`, with the `content` of now and its `contentHash`.';

/** The review of releases. */
@ApiTags('operations')
@Controller('v1/ops/reviews')
export class ReviewsController {
  constructor(
    private readonly listQueue: ListReviewQueue,
    private readonly getReview: GetReview,
    private readonly approveRelease: ApproveRelease,
    private readonly rejectRelease: RejectRelease,
    private readonly getRelease: GetRelease,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What waits for review or is under it, the most urgent first',
    description: 'Of equally urgent ones the oldest first; with `sort=age` the oldest of all first.',
    access: staff('reviewer'),
    returns: pageOf(review),
  })
  queue(
    @Query({ schema: queueQuery }) { assigned, ...query }: z.infer<typeof queueQuery>,
    @CurrentActor() { accountId }: AccountActor,
  ): Promise<Page<ReviewView>> {
    return this.listQueue.execute({ ...query, assigned: assigned === 'me' ? { accountId } : assigned });
  }

  @Get(':releaseId')
  @Endpoint({
    summary: 'One release that was submitted, held against what was decided before',
    access: staff('reviewer'),
    returns: reviewDetail,
    params: releaseParam,
    problems: [404],
  })
  get(@Param('releaseId', { schema: uuid }) releaseId: string): Promise<ReviewDetail> {
    return this.getReview.execute(releaseId);
  }

  @Post(':releaseId/approve')
  @Endpoint({
    summary: 'Let a release out: it is live (or staged) with this answer, or waits for its publisher’s word',
    description: DECIDES,
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409, 422],
  })
  async approve(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: approveBody }) body: z.infer<typeof approveBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.approveRelease.execute({ releaseId, ...body, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post(':releaseId/reject')
  @Endpoint({
    summary: 'Refuse a release, with the rules that it breaks',
    description: DECIDES,
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async reject(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: rejectBody }) body: z.infer<typeof rejectBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.rejectRelease.execute({ releaseId, ...body, actor });
    return this.getRelease.execute(releaseId);
  }
}
