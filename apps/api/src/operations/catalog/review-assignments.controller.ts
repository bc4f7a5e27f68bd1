import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AssignReview,
  GetRelease,
  GiveBackReview,
  RaiseReview,
  type ReleaseView,
  TakeReview,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { release, releaseParam } from '../../publisher/catalog/schemas';
import { assignBody, raiseBody } from './review-schemas';

/** Who reviews a release, and when. */
@ApiTags('operations')
@Controller('v1/ops/reviews/:releaseId')
export class ReviewAssignmentsController {
  constructor(
    private readonly takeReview: TakeReview,
    private readonly giveBackReview: GiveBackReview,
    private readonly assignReview: AssignReview,
    private readonly raiseReview: RaiseReview,
    private readonly getRelease: GetRelease,
  ) {}

  @Post('take')
  @Endpoint({
    summary: 'Take a submitted release',
    description:
      'What its reviewer has not decided for a day may be taken over; an administrator need not wait.',
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

  @Post('give-back')
  @Endpoint({
    summary: 'Put a release that one has taken back into the queue',
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async giveBack(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.giveBackReview.execute({ releaseId, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('assign')
  @Endpoint({
    summary: 'Hand a release to a certain reviewer',
    description: 'What another reviewer has, only they and administrators hand on.',
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409, 422],
  })
  async assign(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: assignBody }) { reviewerId }: z.infer<typeof assignBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.assignReview.execute({ releaseId, reviewerId, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('raise')
  @Endpoint({
    summary: 'Put a release to the front of the queue',
    access: staff('reviewer'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async raise(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: raiseBody }) { reason }: z.infer<typeof raiseBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.raiseReview.execute({ releaseId, reason, actor });
    return this.getRelease.execute(releaseId);
  }
}
