import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindAppByPackage, ReadRatings, type RatingView } from '@portolan/catalog';
import { notFound, type Page } from '@portolan/platform';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { rating } from '../../consumer/rating-schemas';
import { Endpoint } from '../../http/endpoint';
import { packageName, pageOf, pageQuery } from '../../http/schemas';
import { MarketShelf } from '../market-shelf';
import { market as marketSchema, marketParam } from '../schemas';

const key = z.object({ market: marketSchema, packageName });
const query = pageQuery.extend({
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'must be a language such as de')
    .optional()
    .meta({ description: 'Only those written in it' }),
});

/** What people say of apps. */
@ApiTags('storefront')
@Controller('v1/storefront/:market/apps/:packageName/ratings')
export class StorefrontRatingsController {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly findApp: FindAppByPackage,
    private readonly ratings: ReadRatings,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Ratings of an app, those written or edited last first',
    access: anyone(),
    returns: pageOf(rating),
    params: { ...marketParam, packageName: 'The package name.' },
    problems: [404, 410],
  })
  async list(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @Query({ schema: query }) { language, ...page }: z.infer<typeof query>,
  ): Promise<Page<RatingView>> {
    await this.shelf.view(path.market);
    const id = await this.findApp.execute(path.packageName);
    // Hidden and unknown are one case: the page of the app is not there, and neither is what is said of it.
    if (id === null || (await this.shelf.offer(path.market, id)) === null) throw notFound('app');
    return this.ratings.list(id, { language }, page);
  }
}
