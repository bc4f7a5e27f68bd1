import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRatings, ReplyToRating, type RatingView } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { rating, replyBody } from '../../consumer/rating-schemas';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';

const key = z.object({ appId: uuid, ratingId: uuid });
const params = { appId: 'The app.' };

/** What people say of the publisher's apps, and its answers. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/ratings')
export class AppRatingsController {
  constructor(
    private readonly ratings: ReadRatings,
    private readonly replyToRating: ReplyToRating,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Ratings of the app, those written or edited last first',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: pageOf(rating),
    params,
    problems: [404],
  })
  list(
    @Param('appId', { schema: uuid }) appId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<RatingView>> {
    return this.ratings.list(appId, {}, page);
  }

  @Put(':ratingId/reply')
  @Endpoint({
    summary: 'Answer a rating; what was answered before is replaced',
    description: 'Up to 350 characters, shown to everybody.',
    access: memberOf('app', 'appId', 'listings:write'),
    returns: rating,
    params: { ...params, ratingId: 'The rating.' },
    problems: [404, 422],
  })
  reply(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @Body({ schema: replyBody }) { text }: z.infer<typeof replyBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RatingView> {
    return this.replyToRating.execute({ ...path, text, actor });
  }

  @Delete(':ratingId/reply')
  @Endpoint({
    summary: 'Take an answer back',
    access: memberOf('app', 'appId', 'listings:write'),
    status: 204,
    params: { ...params, ratingId: 'The rating.' },
    problems: [404],
  })
  async takeBack(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    await this.replyToRating.execute({ ...path, text: null, actor });
  }
}
