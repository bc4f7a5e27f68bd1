import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetPrices, type PriceRecord, RemovePrice, SetPrices } from '@portolan/payments';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { marketCode, pageOf, uuid } from '../http/schemas';
import { price, pricesQuery, setPricesAnswer, setPricesBody } from './price-schemas';

const params = { appId: 'The app.' };

/** What an app costs where. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/prices')
export class AppPricesController {
  constructor(
    private readonly getPrices: GetPrices,
    private readonly setPrices: SetPrices,
    private readonly removePrice: RemovePrice,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Prices by market, with the times they hold',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: pageOf(price),
    params,
    problems: [404],
  })
  listAppPrices(
    @Param('appId', { schema: uuid }) itemId: string,
    @Query({ schema: pricesQuery }) query: z.infer<typeof pricesQuery>,
  ): Promise<Page<PriceRecord>> {
    const { market, history, ...page } = query;
    return this.getPrices.execute({ itemId, kind: 'app', market, history: history === 'true', page });
  }

  @Put()
  @Endpoint({
    summary: 'Set prices of the named markets from now on',
    description: 'Other markets keep theirs. All or nothing: each fault stands in `errors[]`.',
    access: memberOf('app', 'appId', 'prices:write'),
    returns: setPricesAnswer,
    params,
    problems: [404, 422],
  })
  async setAppPrices(
    @Param('appId', { schema: uuid }) itemId: string,
    @Body({ schema: setPricesBody }) body: z.infer<typeof setPricesBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof setPricesAnswer>> {
    return { data: await this.setPrices.execute({ itemId, kind: 'app', prices: body.prices, actor }) };
  }

  @Delete(':market')
  @Endpoint({
    summary: 'End the price in one market',
    description: 'Without a price nothing is sold there. The history stays.',
    access: memberOf('app', 'appId', 'prices:write'),
    status: 204,
    params: { ...params, market: 'The market.' },
    problems: [404],
  })
  removeAppPrices(
    @Param('appId', { schema: uuid }) itemId: string,
    @Param('market', { schema: marketCode }) market: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.removePrice.execute({ itemId, kind: 'app', market, actor });
  }
}
