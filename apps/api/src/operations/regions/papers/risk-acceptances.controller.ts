import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { EndRiskAcceptance, ListRiskAcceptances, type RiskAcceptance } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { pageOf, uuid } from '../../../http/schemas';
import { rulePage, type RuleView } from '../rule-view';
import { because } from '../schemas';
import { riskAcceptance, riskAcceptancesQuery } from './risk-acceptance-schemas';

/** Who answers for selling in spite of an unmet requirement. To accept a risk opens, so it is an edit of a change set. */
@ApiTags('operations')
@Controller('v1/ops/risk-acceptances')
export class RiskAcceptancesController {
  constructor(
    private readonly listAcceptances: ListRiskAcceptances,
    private readonly endAcceptance: EndRiskAcceptance,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Risk acceptances, newest first',
    description: 'Those of requirements that are kept for the role legal are left out for others.',
    access: staff('market-manager', 'market-approver', 'legal'),
    returns: pageOf(riskAcceptance),
  })
  async list(
    @Query({ schema: riskAcceptancesQuery }) query: z.infer<typeof riskAcceptancesQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<RuleView<RiskAcceptance>>> {
    return rulePage(await this.listAcceptances.execute({ ...query, actor }));
  }

  @Post(':acceptanceId/end')
  @Endpoint({
    summary: 'End a risk acceptance now',
    access: staff('market-manager', 'market-approver', 'legal'),
    status: 204,
    params: { acceptanceId: 'The risk acceptance.' },
    problems: [404, 409],
  })
  end(
    @Param('acceptanceId', { schema: uuid }) acceptanceId: string,
    @Body({ schema: because }) { reason }: z.infer<typeof because>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.endAcceptance.execute({ acceptanceId, reason, actor });
  }
}
