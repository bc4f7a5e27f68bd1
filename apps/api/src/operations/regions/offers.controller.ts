import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import { ListPlan, type OfferRule, RemovePlan, SetPlan } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { offer, offerBody, offersQuery, TAKES_TWO } from './schemas';

const params = { offerId: "The rule of the store's plan." };
const WRITERS = staff('market-manager', 'market-approver');

/** The store's plan: which categories, publishers and items it offers where. */
@ApiTags('operations')
@Controller('v1/ops/offers')
export class OffersController {
  constructor(
    private readonly listPlan: ListPlan,
    private readonly setPlan: SetPlan,
    private readonly removePlan: RemovePlan,
  ) {}

  @Get()
  @Endpoint({
    summary: "Rules of the store's plan, newest first",
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: pageOf(offer),
  })
  async list(
    @Query({ schema: offersQuery }) query: z.infer<typeof offersQuery>,
  ): Promise<Page<RuleView<OfferRule>>> {
    return rulePage(await this.listPlan.execute(query));
  }

  @Post()
  @Endpoint({
    summary: 'Add a rule',
    description: TAKES_TWO,
    access: WRITERS,
    status: 201,
    returns: offer,
    problems: [404, 409, 422],
  })
  async create(
    @Body({ schema: offerBody }) body: z.infer<typeof offerBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<OfferRule>> {
    return ruleView(await this.setPlan.execute({ ...body, actor }));
  }

  @Put(':offerId')
  @Endpoint({
    summary: 'Replace a rule',
    description: `From now on, from when it is to begin, or from a later day. ${TAKES_TWO}`,
    access: WRITERS,
    returns: offer,
    params,
    problems: [404, 409, 422],
  })
  async replace(
    @Param('offerId', { schema: uuid }) offerId: string,
    @Body({ schema: offerBody }) body: z.infer<typeof offerBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<OfferRule>> {
    return ruleView(await this.setPlan.execute({ ...body, offerId, actor }));
  }

  @Delete(':offerId')
  @Endpoint({
    summary: 'End a rule now',
    description: TAKES_TWO,
    access: WRITERS,
    status: 204,
    params,
    problems: [404, 409],
  })
  remove(
    @Param('offerId', { schema: uuid }) offerId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.removePlan.execute({ offerId, actor });
  }
}
