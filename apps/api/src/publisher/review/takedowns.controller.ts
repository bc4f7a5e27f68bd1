import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListOwnTakedowns, type TakedownView } from '@portolan/catalog';
import type { Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { takedown } from './schemas';

/** What the store took down of a publisher. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/takedowns')
export class TakedownsController {
  constructor(private readonly listOwnTakedowns: ListOwnTakedowns) {}

  @Get()
  @Endpoint({
    summary: 'The takedowns of a publisher’s apps with their reasons, newest first',
    access: memberOf('publisher', 'publisherId', 'viewer'),
    returns: pageOf(takedown),
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<TakedownView>> {
    return this.listOwnTakedowns.execute(publisherId, page);
  }
}
