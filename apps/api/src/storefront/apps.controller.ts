import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetTrader } from '@portolan/accounts';
import { FindAppByPackage, GetAppPage, ReadRatings } from '@portolan/catalog';
import { type Actor, notFound } from '@portolan/platform';
import { z } from 'zod';
import { anyone } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { packageName } from '../http/schemas';
import { ConditionalGet } from './cache/conditional-get';
import { DeviceFit } from './device-fit';
import { MarketShelf } from './market-shelf';
import { PublicLists } from './public-lists';
import {
  appList,
  appPage,
  deviceQuery,
  market as marketSchema,
  marketParam,
  shelfQuery,
  type ShelfQuery,
} from './schemas';
import { WantedLocales } from './wanted-locales';

const key = z.object({ market: marketSchema, packageName });

/** Apps as people of a market see them. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/apps')
@UseInterceptors(ConditionalGet)
export class StorefrontAppsController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly deviceFit: DeviceFit,
    private readonly lists: PublicLists,
    private readonly findApp: FindAppByPackage,
    private readonly getAppPage: GetAppPage,
    private readonly getTrader: GetTrader,
    private readonly ratings: ReadRatings,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The apps that may be listed here',
    description:
      'By category (and what is below it), by search, newest first, or by relevance (the default of a search) or by name. ' +
      'Texts are in the nearest locale of `?locale=` or `Accept-Language`. With `device`, `fits` says whether it runs there.',
    access: anyone(),
    returns: appList,
    alsoAnswers: [304],
    params: marketParam,
    problems: [404, 422],
  })
  async list(
    @Param('market', { schema: marketSchema }) market: string,
    @Query({ schema: shelfQuery }) query: ShelfQuery,
    @WantedLocales() locales: string[],
    @CurrentActor() actor: Actor,
  ) {
    if (query.device === undefined) return this.lists.apps(market, query, locales);
    return this.lists.appsFor({ market, actor, device: query.device }, query, locales);
  }

  @Get(':packageName')
  @Endpoint({
    summary: 'One app, and whether and why not it is to be had here',
    access: anyone(),
    returns: appPage,
    alsoAnswers: [304],
    params: { ...marketParam, packageName: 'The package name.' },
    problems: [404, 410],
  })
  async get(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @Query({ schema: deviceQuery }) { device }: z.infer<typeof deviceQuery>,
    @WantedLocales() locales: string[],
    @CurrentActor() actor: Actor,
  ) {
    const { epoch } = await this.shelf.view(path.market);
    const id = await this.findApp.execute(path.packageName);
    const offer = id === null ? null : await this.shelf.offer(path.market, id);
    const page = id === null || offer === null ? null : await this.getAppPage.execute(id, locales);
    // Hidden and unknown are one case from here on: same code, same bytes.
    if (page === null) throw notFound('app');
    const compatibility = await this.deviceFit.of({ market: path.market, actor, device }, page.id);
    const trader = await this.getTrader.execute({ publisherId: page.publisherId, market: path.market });
    const ratings = await this.ratings.summary(page.id);
    return { epoch, ...page, ...offer, compatibility, ratings, trader };
  }
}
