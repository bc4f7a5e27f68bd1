import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';
import { ConditionalGet } from './cache/conditional-get';
import { PublicLists } from './public-lists';
import { categoryList, localeQuery, market as marketSchema, marketParam } from './schemas';
import { WantedLocales } from './wanted-locales';

/** What kinds of things a market has. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/categories')
@UseInterceptors(ConditionalGet)
export class CategoriesController {
  constructor(private readonly lists: PublicLists) {}

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
  ) {
    return this.lists.categories(market, locales);
  }
}
