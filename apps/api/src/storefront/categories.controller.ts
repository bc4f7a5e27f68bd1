import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CountCategories } from '@portolan/catalog';
import type { z } from 'zod';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';
import { ConditionalGet } from './conditional-get';
import { MarketShelf } from './market-shelf';
import { categoryList, localeQuery, market as marketSchema, marketParam } from './schemas';
import { WantedLocales } from './wanted-locales';

/** What kinds of things a market has. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/categories')
@UseInterceptors(ConditionalGet)
export class CategoriesController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly countCategories: CountCategories,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The categories that have something to show here, with how many',
    access: anyone(),
    returns: categoryList,
    alsoAnswers: [304],
    params: marketParam,
    problems: [404],
  })
  async list(
    @Param('market', { schema: marketSchema }) market: string,
    @Query({ schema: localeQuery }) _query: z.infer<typeof localeQuery>,
    @WantedLocales() locales: string[],
  ): Promise<z.infer<typeof categoryList>> {
    const { epoch, ids: itemIds } = await this.shelf.listable(market);
    return { epoch, data: await this.countCategories.execute({ itemIds, locales }) };
  }
}
