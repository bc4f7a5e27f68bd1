import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HideRating, RATING_LIMITS } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { text, uuid } from '../../http/schemas';

const body = z.strictObject({ reason: text(1, RATING_LIMITS.reason) }).meta({ id: 'HideRating' });
const params = { ratingId: 'The rating.' };

/** Ratings that nobody should have to read. */
@ApiTags('operations')
@Controller('v1/ops/ratings/:ratingId')
export class RatingsOperationsController {
  constructor(private readonly hideRating: HideRating) {}

  @Post('hide')
  @Endpoint({
    summary: 'Hide a rating from everybody but its author, and from the average',
    access: staff('support', 'reviewer'),
    status: 204,
    params,
    problems: [404, 409],
  })
  hide(
    @Param('ratingId', { schema: uuid }) ratingId: string,
    @Body({ schema: body }) { reason }: z.infer<typeof body>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.hideRating.execute({ ratingId, hide: true, reason, actor });
  }

  @Post('show')
  @Endpoint({
    summary: 'Show a hidden rating again',
    access: staff('support', 'reviewer'),
    status: 204,
    params,
    problems: [404, 409],
  })
  show(
    @Param('ratingId', { schema: uuid }) ratingId: string,
    @Body({ schema: body }) { reason }: z.infer<typeof body>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.hideRating.execute({ ratingId, hide: false, reason, actor });
  }
}
