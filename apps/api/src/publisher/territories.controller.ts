import { Body, Controller, Get, Param, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import {
  DescribeItemMarkets,
  type DecisionView,
  GetTerritories,
  SelectTerritories,
  type Territories,
} from '@portolan/regions';
import { z } from 'zod';
import { memberOf } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { action, decision } from '../decisions/schemas';
import { Endpoint } from '../http/endpoint';
import { uuid } from '../http/schemas';
import { IfMatchVersion, VersionTag } from '../http/version-tag';
import { selectionBody, territories } from './territories-schemas';

const overviewQuery = z.object({ action: action.default('acquire') });
const overview = z.object({ data: z.array(decision) }).meta({ id: 'MarketOverview' });
const appParam = { appId: 'The app.' };

/** Where a publisher offers an app, and where it can be had. */
@ApiTags('publisher')
@Controller('v1/apps/:appId')
export class TerritoriesController {
  constructor(
    private readonly getTerritories: GetTerritories,
    private readonly selectTerritories: SelectTerritories,
    private readonly describeMarkets: DescribeItemMarkets,
  ) {}

  @Get('territories')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Where the publisher offers the app',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: territories,
    params: appParam,
    problems: [404],
  })
  get(@Param('appId', { schema: uuid }) itemId: string): Promise<Territories> {
    return this.getTerritories.execute({ itemId });
  }

  @Put('territories')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Select where the app is offered, from now on',
    description: 'With `If-Match`, only if nobody else changed the selection meanwhile.',
    access: memberOf('app', 'appId', 'territories:write'),
    returns: territories,
    params: appParam,
    problems: [404, 412, 422],
  })
  select(
    @Param('appId', { schema: uuid }) itemId: string,
    @Body({ schema: selectionBody }) body: z.infer<typeof selectionBody>,
    @IfMatchVersion() ifVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<Territories> {
    return this.selectTerritories.execute({ ...body, itemId, ifVersion, actor });
  }

  @Get('availability')
  @Endpoint({
    summary: 'The app in every market, with the reasons that its publisher may read',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: overview,
    params: appParam,
    problems: [404],
  })
  async availability(
    @Param('appId', { schema: uuid }) itemId: string,
    @Query({ schema: overviewQuery }) query: z.infer<typeof overviewQuery>,
  ): Promise<{ data: DecisionView[] }> {
    return {
      data: await this.describeMarkets.execute({ itemId, action: query.action, reader: 'publisher' }),
    };
  }
}
