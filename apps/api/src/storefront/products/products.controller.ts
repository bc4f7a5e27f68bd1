import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindAppByPackage, ListAppProducts } from '@portolan/catalog';
import { notFound } from '@portolan/platform';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { locale, money, packageName, pageOf, pageQuery, uuid } from '../../http/schemas';
import { ConditionalGet } from '../cache/conditional-get';
import { MarketShelf } from '../market-shelf';
import { epoch, market as marketSchema, marketParam } from '../schemas';
import { WantedLocales } from '../wanted-locales';

const key = z.object({ market: marketSchema, packageName });
const query = pageQuery.extend({ locale: locale.optional() });
const product = z
  .object({ id: uuid, sku: z.string(), locale, title: z.string(), description: z.string(), price: money })
  .meta({ id: 'ShelfProduct' });

/** What is sold inside apps. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/apps/:packageName/products')
@UseInterceptors(ConditionalGet)
export class StorefrontProductsController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly findApp: FindAppByPackage,
    private readonly listProducts: ListAppProducts,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The in-app products of an app that may be sold here, by sku',
    description: 'Those that may not are left out, so that a page may be shorter than its limit.',
    access: anyone(),
    returns: pageOf(product).extend({ epoch }),
    alsoAnswers: [304],
    params: { ...marketParam, packageName: 'The package name.' },
    problems: [404, 410],
  })
  async list(
    @Param({ schema: key }) { market, packageName: name }: z.infer<typeof key>,
    @Query({ schema: query }) { limit, cursor }: z.infer<typeof query>,
    @WantedLocales() locales: string[],
  ) {
    const { epoch: decidedBy } = await this.shelf.view(market);
    const appId = await this.findApp.execute(name);
    // Hidden and unknown are one case: the page of the app is not there, and neither is what is sold in it.
    if (appId === null || (await this.shelf.offer(market, appId)) === null) throw notFound('app');
    const page = await this.listProducts.execute({ appId, market, locales }, { limit, cursor });
    return { epoch: decidedBy, ...page };
  }
}
