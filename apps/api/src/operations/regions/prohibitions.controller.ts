import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import {
  type IssuedProhibition,
  IssueProhibition,
  LiftProhibition,
  ListProhibitions,
} from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { because, prohibition, prohibitionBody, rulesQuery, TAKES_TWO } from './schemas';

/** Denies that nothing commercial can outrank. */
@ApiTags('operations')
@Controller('v1/ops/prohibitions')
export class ProhibitionsController {
  constructor(
    private readonly listProhibitions: ListProhibitions,
    private readonly issueProhibition: IssueProhibition,
    private readonly liftProhibition: LiftProhibition,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Prohibitions, newest first',
    description: 'Those that are kept for the role legal are left out for others.',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: pageOf(prohibition),
  })
  async list(
    @Query({ schema: rulesQuery }) query: z.infer<typeof rulesQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<RuleView<IssuedProhibition>>> {
    return rulePage(await this.listProhibitions.execute({ ...query, actor }));
  }

  @Post()
  @Endpoint({
    summary: 'Block items in markets',
    access: staff('legal', 'market-manager'),
    status: 201,
    returns: prohibition,
    problems: [422],
  })
  async issue(
    @Body({ schema: prohibitionBody }) body: z.infer<typeof prohibitionBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<IssuedProhibition>> {
    return ruleView(await this.issueProhibition.execute({ ...body, actor }));
  }

  @Post(':prohibitionId/lift')
  @Endpoint({
    summary: 'How a prohibition ends: the change set to propose, which the role legal approves',
    description: TAKES_TWO,
    access: staff('legal'),
    status: 204,
    params: { prohibitionId: 'The prohibition.' },
    problems: [404, 409],
  })
  lift(
    @Param('prohibitionId', { schema: uuid }) prohibitionId: string,
    @Body({ schema: because }) { reason }: z.infer<typeof because>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.liftProhibition.execute({ prohibitionId, reason, actor });
  }
}
