import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApproveRelease,
  GetRelease,
  ListReviewQueue,
  REJECTION_POLICIES,
  REJECTION_POLICY_CODES,
  RejectRelease,
  type ReleaseView,
  type ReviewView,
  TakeReview,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { categoryPath, packageName, pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { release, releaseFields, releaseParam } from '../../publisher/catalog/schemas';

const review = z
  .object({
    ...releaseFields,
    app: z.object({ packageName, publisherId: uuid, title: z.string().nullable(), category: categoryPath }),
    reviewerId: uuid.nullable(),
    permissions: z
      .object({
        against: z
          .number()
          .int()
          .nullable()
          .meta({ description: 'Version code of the live version; null: none.' }),
        added: z.array(z.string()),
        removed: z.array(z.string()),
      })
      .meta({ description: 'What the packages ask for, against the live version of the track.' }),
  })
  .meta({ id: 'Review' });
const approveBody = z.strictObject({ message: text(1, 2_000).optional() }).meta({ id: 'ApproveRelease' });
const rejectBody = z
  .strictObject({
    policy: z.enum(REJECTION_POLICY_CODES).meta({
      description: Object.entries(REJECTION_POLICIES)
        .map(([code, meaning]) => `\`${code}\`: ${meaning}`)
        .join(' '),
    }),
    message: text(1, 2_000),
  })
  .meta({ id: 'RejectRelease' });

/** The review of releases. */
@ApiTags('operations')
@Controller('v1/ops/reviews')
export class ReviewsController {
  constructor(
    private readonly listQueue: ListReviewQueue,
    private readonly takeReview: TakeReview,
    private readonly approveRelease: ApproveRelease,
    private readonly rejectRelease: RejectRelease,
    private readonly getRelease: GetRelease,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What waits for review or is under it, oldest first',
    access: staff('reviewer'),
    returns: pageOf(review),
  })
  queue(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<Page<ReviewView>> {
    return this.listQueue.execute(page);
  }

  @Post(':releaseId/take')
  @Endpoint({
    summary: 'Take a submitted release; an administrator may take one over',
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async take(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.takeReview.execute({ releaseId, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post(':releaseId/approve')
  @Endpoint({
    summary: 'Let a release out: it is live (or staged) with this answer, or waits for its publisher’s word',
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
    summary: 'Refuse a release, with the rule that it breaks',
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
