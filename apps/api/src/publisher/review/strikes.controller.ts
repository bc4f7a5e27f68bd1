import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListStrikes, type StrikeList } from '@portolan/catalog';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { pageQuery, uuid } from '../../http/schemas';
import { strikeList } from './schemas';

/** Marks against a publisher. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/strikes')
export class StrikesController {
  constructor(private readonly listStrikes: ListStrikes) {}

  @Get()
  @Endpoint({
    summary: 'The strikes against a publisher, newest first, and how many count',
    access: memberOf('publisher', 'publisherId', 'viewer'),
    returns: strikeList,
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<StrikeList> {
    return this.listStrikes.execute(publisherId, page);
  }
}
