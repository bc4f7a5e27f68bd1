import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  CancelChangeSet,
  ScheduleChangeSet,
  SubmitChangeSet,
} from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { uuid } from '../../../http/schemas';
import { changeSetSummary, hashBody, scheduleBody } from './schemas';
import { ChangeSetViews } from './views';

type Summary = z.infer<typeof changeSetSummary>;

const step = {
  returns: changeSetSummary,
  params: { changeSetId: 'The change set.' },
  problems: [404, 409],
};
const WRITERS = staff('market-manager', 'legal');

/** From the preview of a change set to its effect. Each step names the preview that it is about. */
@ApiTags('operations')
@Controller('v1/ops/change-sets/:changeSetId')
export class ChangeSetStepsController {
  constructor(
    private readonly submitChangeSet: SubmitChangeSet,
    private readonly approveChangeSet: ApproveChangeSet,
    private readonly scheduleChangeSet: ScheduleChangeSet,
    private readonly applyChangeSet: ApplyChangeSet,
    private readonly cancelChangeSet: CancelChangeSet,
    private readonly views: ChangeSetViews,
  ) {}

  @Post('submit')
  @Endpoint({ summary: 'Ask a second person for approval', access: WRITERS, ...step })
  async submit(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: hashBody }) { hash }: z.infer<typeof hashBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Summary> {
    return this.views.summary(await this.submitChangeSet.execute({ changeSetId, hash, actor }), actor);
  }

  @Post('approve')
  @Endpoint({
    summary: 'Approve what somebody else proposed',
    description:
      'A set that lifts a prohibition, makes one deny less, or is about what is kept for the role legal, needs that role, any other the role market-approver.',
    access: staff('market-approver', 'legal'),
    ...step,
  })
  async approve(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: hashBody }) { hash }: z.infer<typeof hashBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Summary> {
    return this.views.summary(await this.approveChangeSet.execute({ changeSetId, hash, actor }), actor);
  }

  @Post('schedule')
  @Endpoint({
    summary: 'Have the set applied by itself at an instant or a market-local time',
    description:
      'If it would then no longer do what was previewed, it is suspended instead; so is one that fails for an hour. Not for when something that its edits name has already turned the effect into another one: 422 `due-too-late`.',
    access: WRITERS,
    ...step,
    problems: [404, 409, 422],
  })
  async schedule(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: scheduleBody }) body: z.infer<typeof scheduleBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Summary> {
    return this.views.summary(await this.scheduleChangeSet.execute({ ...body, changeSetId, actor }), actor);
  }

  @Post('apply')
  @Endpoint({
    summary: 'Make the changes now, as one',
    description: 'A set that only closes needs its preview, any other the approval of a second person.',
    access: WRITERS,
    ...step,
    problems: [404, 409, 422],
  })
  async apply(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @Body({ schema: hashBody }) { hash }: z.infer<typeof hashBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Summary> {
    return this.views.summary(await this.applyChangeSet.execute({ changeSetId, hash, actor }), actor);
  }

  @Post('cancel')
  @Endpoint({
    summary: 'Give a change set up, a scheduled one too',
    access: staff('market-manager', 'market-approver', 'legal'),
    ...step,
  })
  async cancel(
    @Param('changeSetId', { schema: uuid }) changeSetId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<Summary> {
    return this.views.summary(await this.cancelChangeSet.execute({ changeSetId, actor }), actor);
  }
}
