import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { EndRequirement, ListRequirements, PutRequirement, type Requirement } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { because, requirement, requirementBody, requirementsQuery, TAKES_TWO } from './schemas';

const params = { requirementId: 'The requirement.' };

/** Which credentials items need where. */
@ApiTags('operations')
@Controller('v1/ops/requirements')
export class RequirementsController {
  constructor(
    private readonly listRequirements: ListRequirements,
    private readonly putRequirement: PutRequirement,
    private readonly endRequirement: EndRequirement,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Requirements, newest first',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: pageOf(requirement),
  })
  async list(
    @Query({ schema: requirementsQuery }) query: z.infer<typeof requirementsQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<RuleView<Requirement>>> {
    return rulePage(await this.listRequirements.execute({ ...query, actor }));
  }

  @Post()
  @Endpoint({
    summary: 'Make a requirement',
    access: staff('market-manager'),
    status: 201,
    returns: requirement,
    problems: [422],
  })
  async create(
    @Body({ schema: requirementBody }) body: z.infer<typeof requirementBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<Requirement>> {
    return ruleView(await this.putRequirement.execute({ ...body, actor }));
  }

  @Put(':requirementId')
  @Endpoint({
    summary: 'Replace a requirement',
    description: `From now on, from when it is to begin, or from a later day. ${TAKES_TWO}`,
    access: staff('market-manager'),
    returns: requirement,
    params,
    problems: [404, 409, 422],
  })
  async replace(
    @Param('requirementId', { schema: uuid }) requirementId: string,
    @Body({ schema: requirementBody }) body: z.infer<typeof requirementBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<Requirement>> {
    return ruleView(await this.putRequirement.execute({ ...body, requirementId, actor }));
  }

  @Post(':requirementId/end')
  @Endpoint({
    summary: 'End a requirement now',
    description: TAKES_TWO,
    access: staff('market-manager', 'market-approver'),
    status: 204,
    params,
    problems: [404, 409],
  })
  end(
    @Param('requirementId', { schema: uuid }) requirementId: string,
    @Body({ schema: because }) { reason }: z.infer<typeof because>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.endRequirement.execute({ requirementId, reason, actor });
  }
}
