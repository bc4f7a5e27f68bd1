import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { type Deal, ListDeals, RecordDeal, TerminateDeal } from '@portolan/regions';
import { z } from 'zod';
import { date } from '../../decisions/schemas';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { deal, dealBody, reason } from './schemas';

const terminateBody = z.strictObject({ from: date.optional(), reason }).meta({ id: 'TerminateDeal' });

/** Commercial agreements that issue credentials. Bought patents (`assignment`) satisfy nothing. */
@ApiTags('operations')
@Controller('v1/ops/deals')
export class DealsController {
  constructor(
    private readonly listDeals: ListDeals,
    private readonly recordDeal: RecordDeal,
    private readonly terminateDeal: TerminateDeal,
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

  @Post(':dealId/terminate')
  @Endpoint({
    summary: 'End a deal, with all that it issued, now or on a day',
    description: 'Amending a deal may open something, and is an edit of a change set.',
    access: staff('market-manager', 'legal'),
    status: 204,
    params: { dealId: 'The deal.' },
    problems: [404, 409, 422],
  })
  terminate(
    @Param('dealId', { schema: uuid }) dealId: string,
    @Body({ schema: terminateBody }) body: z.infer<typeof terminateBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.terminateDeal.execute({ ...body, dealId, actor });
  }
}
