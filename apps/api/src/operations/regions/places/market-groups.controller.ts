import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import {
  CreateMarketGroup,
  GetMarketGroup,
  LabelMarketGroup,
  ListMarketGroups,
  type MarketGroupSummary,
} from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { instant, pageOf, pageQuery, text } from '../../../http/schemas';
import { rfc3339 } from '../rule-view';
import { placeCode, reason } from '../schemas';
import { groupBody } from './place-schemas';

const groupSummary = z
  .object({ code: z.string(), name: z.string(), memberCount: z.number().int(), retired: z.boolean() })
  .meta({ id: 'MarketGroupSummary' });
const member = z.object({ market: z.string(), from: instant.nullable(), until: instant.nullable() });
const group = z
  .object({
    code: z.string(),
    name: z.string(),
    retired: z.boolean(),
    members: z.array(member).nullable().meta({ description: 'null: every market, at every time.' }),
  })
  .meta({ id: 'MarketGroup' });
const labelBody = z
  .strictObject({ name: text(1, 200), retired: z.boolean() })
  .partial()
  .extend({ reason })
  .meta({ id: 'LabelMarketGroup' });
const params = { groupCode: "The group's code, e.g. EU." };
const WRITERS = staff('market-manager');
const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support');

/** Named sets of markets whose membership is dated. */
@ApiTags('operations')
@Controller('v1/ops/market-groups')
export class MarketGroupsController {
  constructor(
    private readonly listGroups: ListMarketGroups,
    private readonly getGroup: GetMarketGroup,
    private readonly createGroup: CreateMarketGroup,
    private readonly labelGroup: LabelMarketGroup,
  ) {}

  @Get()
  @Endpoint({ summary: 'Groups by code', access: READERS, returns: pageOf(groupSummary) })
  list(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<Page<MarketGroupSummary>> {
    return this.listGroups.execute(query);
  }

  @Get(':groupCode')
  @Endpoint({
    summary: 'A group with its dated members',
    access: READERS,
    returns: group,
    params,
    problems: [404],
  })
  async get(@Param('groupCode', { schema: placeCode }) code: string): Promise<z.infer<typeof group>> {
    const { name, members, retired = false } = await this.getGroup.execute({ code });
    const spans = members?.map(({ market, from, until }) => ({
      market,
      from: rfc3339(from),
      until: rfc3339(until),
    }));
    return { code, name, retired, members: spans ?? null };
  }

  @Post()
  @Endpoint({
    summary: "Make a group of the operator's own",
    description: 'Who joins and leaves it later does so by a change set, because that may open something.',
    access: WRITERS,
    status: 201,
    returns: group,
    problems: [409, 422],
  })
  async create(
    @Body({ schema: groupBody.meta({ id: 'CreateMarketGroup' }) }) body: z.infer<typeof groupBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof group>> {
    await this.createGroup.execute({ ...body, actor });
    return this.get(body.code);
  }

  @Patch(':groupCode')
  @Endpoint({
    summary: 'Call a group something else, retire it, or take it back into use',
    description: 'New rules may not name a retired group; in those that name it, it means what it meant.',
    access: WRITERS,
    returns: group,
    params,
    problems: [404, 409],
  })
  async label(
    @Param('groupCode', { schema: placeCode }) code: string,
    @Body({ schema: labelBody }) body: z.infer<typeof labelBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof group>> {
    await this.labelGroup.execute({ ...body, group: code, actor });
    return this.get(code);
  }
}
