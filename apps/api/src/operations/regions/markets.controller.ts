import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import {
  ChangeMarketStatus,
  GetMarket,
  ListMarkets,
  type MarketDetail,
  type MarketSuccession,
  type MarketSummary,
} from '@portolan/regions';
import { z } from 'zod';
import { date } from '../../decisions/schemas';
import { CurrentActor } from '../../auth/current-actor';
import { staff } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { instant, marketCode, pageOf, pageQuery, text } from '../../http/schemas';
import { rfc3339 } from './rule-view';
import { marketStatus, placeCode, reason, TAKES_TWO } from './schemas';

const marketSummary = z
  .object({
    code: z.string(),
    name: z.string(),
    parent: z.string().nullable(),
    zone: z.string(),
    status: marketStatus,
    currencies: z.array(z.string()),
    slot: z.number().int(),
  })
  .meta({ id: 'MarketSummary' });

const succession = z.object({ market: z.string(), from: instant });

export const market = marketSummary
  .omit({ currencies: true })
  .extend({
    currencies: z.array(
      z.object({ currency: z.string(), from: instant.nullable(), until: instant.nullable() }),
    ),
    statuses: z.array(z.object({ from: instant.nullable(), status: marketStatus })),
    groups: z.array(z.string()),
    successors: z.array(succession),
    predecessors: z.array(succession),
    addedAt: instant,
  })
  .meta({ id: 'Market' });

const marketsQuery = pageQuery.extend({
  status: marketStatus.optional(),
  parent: placeCode.optional(),
  group: placeCode.optional(),
  q: text(1, 100).optional(),
});

const statusBody = z
  .strictObject({ status: marketStatus, from: date.optional(), reason })
  .meta({ id: 'ChangeMarketStatus' });

const marketParam = { marketCode: "The market's code." };
const READERS = staff('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support');

/** The places that the store knows, and in which of them it sells. */
@ApiTags('operations')
@Controller('v1/ops/markets')
export class MarketsController {
  constructor(
    private readonly listMarkets: ListMarkets,
    private readonly getMarket: GetMarket,
    private readonly changeStatus: ChangeMarketStatus,
  ) {}

  @Get()
  @Endpoint({ summary: 'Markets by code, as they are now', access: READERS, returns: pageOf(marketSummary) })
  list(@Query({ schema: marketsQuery }) query: z.infer<typeof marketsQuery>): Promise<Page<MarketSummary>> {
    return this.listMarkets.execute(query);
  }

  @Get(':marketCode')
  @Endpoint({
    summary: 'A market with its dated statuses and currencies',
    access: READERS,
    returns: market,
    params: marketParam,
    problems: [404],
  })
  async get(@Param('marketCode', { schema: marketCode }) code: string): Promise<z.infer<typeof market>> {
    return marketView(await this.getMarket.execute({ code }));
  }

  @Patch(':marketCode')
  @Endpoint({
    summary: 'Open, suspend or close a market, now or at an instant',
    description: `What was scheduled for that instant or later is taken back. ${TAKES_TWO}`,
    access: staff('market-manager', 'market-approver'),
    returns: market,
    params: marketParam,
    problems: [404, 409, 422],
  })
  async change(
    @Param('marketCode', { schema: marketCode }) code: string,
    @Body({ schema: statusBody }) body: z.infer<typeof statusBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof market>> {
    await this.changeStatus.execute({ ...body, market: code, actor });
    return this.get(code);
  }
}

const since = (links: readonly MarketSuccession[]) =>
  links.map((link) => ({ market: link.market, from: new Date(link.from).toISOString() }));

export function marketView({
  market: known,
  status,
  groups,
  predecessors,
}: MarketDetail): z.infer<typeof market> {
  const { code, name, parent, zone, slot, addedAt } = known;
  return {
    code,
    name,
    parent,
    zone,
    status,
    slot,
    currencies: known.currencies.map(({ currency, from, until }) => ({
      currency,
      from: rfc3339(from),
      until: rfc3339(until),
    })),
    statuses: known.statuses.map((span) => ({ from: rfc3339(span.from), status: span.status })),
    groups,
    successors: since(known.successors ?? []),
    predecessors: since(predecessors),
    addedAt: new Date(addedAt).toISOString(),
  };
}
