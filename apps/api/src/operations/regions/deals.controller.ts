import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { type Deal, ListDeals, RecordDeal } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { deal, dealBody } from './schemas';

/** Commercial agreements that issue credentials. Bought patents (`assignment`) satisfy nothing. */
@ApiTags('operations')
@Controller('v1/ops/deals')
export class DealsController {
  constructor(
    private readonly listDeals: ListDeals,
    private readonly recordDeal: RecordDeal,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Deals, newest first',
    access: staff('market-manager', 'market-approver', 'legal'),
    returns: pageOf(deal),
  })
  async list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<Page<RuleView<Deal>>> {
    return rulePage(await this.listDeals.execute(query));
  }

  @Post()
  @Endpoint({
    summary: 'Record a deal',
    access: staff('market-manager', 'legal'),
    status: 201,
    returns: deal,
    problems: [422],
  })
  async record(
    @Body({ schema: dealBody }) body: z.infer<typeof dealBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<Deal>> {
    return ruleView(await this.recordDeal.execute({ ...body, actor }));
  }
}
