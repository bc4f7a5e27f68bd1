import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@portolan/platform';
import { GetMarketGroup, ListMarketGroups, type MarketGroupSummary } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { instant, pageOf, pageQuery } from '../../http/schemas';
import { rfc3339 } from './rule-view';
import { placeCode } from './schemas';

const groupSummary = z
  .object({ code: z.string(), name: z.string(), memberCount: z.number().int() })
  .meta({ id: 'MarketGroupSummary' });
const member = z.object({ market: z.string(), from: instant.nullable(), until: instant.nullable() });
const group = z
  .object({
    code: z.string(),
    name: z.string(),
    members: z.array(member).nullable().meta({ description: 'null: every market, at every time.' }),
  })
  .meta({ id: 'MarketGroup' });
const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support');

/** Named sets of markets whose membership is dated. */
@ApiTags('operations')
@Controller('v1/ops/market-groups')
export class MarketGroupsController {
  constructor(
    private readonly listGroups: ListMarketGroups,
    private readonly getGroup: GetMarketGroup,
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
    params: { groupCode: "The group's code, e.g. EU." },
    problems: [404],
  })
  async get(@Param('groupCode', { schema: placeCode }) code: string): Promise<z.infer<typeof group>> {
    const { name, members } = await this.getGroup.execute({ code });
    const spans = members?.map(({ market, from, until }) => ({
      market,
      from: rfc3339(from),
      until: rfc3339(until),
    }));
    return { code, name, members: spans ?? null };
  }
}
