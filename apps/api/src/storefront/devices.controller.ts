import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetTrader } from '@portolan/accounts';
import { FindDeviceBySlug, GetDevicePage } from '@portolan/catalog';
import { notFound } from '@portolan/platform';
import { z } from 'zod';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';
import { slug } from '../http/schemas';
import { ConditionalGet } from './cache/conditional-get';
import { MarketShelf } from './market-shelf';
import { PublicLists } from './public-lists';
import {
  deviceList,
  devicePage,
  localeQuery,
  market as marketSchema,
  marketParam,
  shelfQuery,
  type ShelfQuery,
} from './schemas';
import { WantedLocales } from './wanted-locales';

const key = z.object({ market: marketSchema, slug });

/** Devices as people of a market see them. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/devices')
@UseInterceptors(ConditionalGet)
export class StorefrontDevicesController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly lists: PublicLists,
    private readonly findDevice: FindDeviceBySlug,
    private readonly getDevicePage: GetDevicePage,
    private readonly getTrader: GetTrader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The devices that may be listed here',
    access: anyone(),
    returns: deviceList,
    alsoAnswers: [304],
    params: marketParam,
    problems: [404, 422],
  })
  async list(
    @Param('market', { schema: marketSchema }) market: string,
    @Query({ schema: shelfQuery }) query: ShelfQuery,
    @WantedLocales() locales: string[],
  ) {
    return this.lists.devices(market, query, locales);
  }

  @Get(':slug')
  @Endpoint({
    summary: 'One device, and whether and why not it is to be had here',
    access: anyone(),
    returns: devicePage,
    alsoAnswers: [304],
    params: {
      ...marketParam,
      slug: 'The name in addresses, e.g. `mi-band-2`.',
    },
    problems: [404, 410],
  })
  async get(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @Query({ schema: localeQuery }) _query: z.infer<typeof localeQuery>,
    @WantedLocales() locales: string[],
  ) {
    const { epoch } = await this.shelf.view(path.market);
    const id = await this.findDevice.execute(path.slug);
    const offer = id === null ? null : await this.shelf.offer(path.market, id);
    const page = id === null || offer === null ? null : await this.getDevicePage.execute(id, locales);
    if (page === null) throw notFound('device');
    const trader = await this.getTrader.execute({ publisherId: page.publisherId, market: path.market });
    return { epoch, ...page, ...offer, trader };
  }
}
