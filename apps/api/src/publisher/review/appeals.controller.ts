import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppealRejection, AppealStrike, type AppealView, ListOwnAppeals } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { releaseParam } from '../catalog/schemas';
import { appeal, appealBody } from './schemas';

const publisherParam = { publisherId: 'The publisher.' };

/** What publishers say against decisions. */
@ApiTags('publisher')
@Controller('v1')
export class AppealsController {
  constructor(
    private readonly appealRejection: AppealRejection,
    private readonly appealStrike: AppealStrike,
    private readonly listOwnAppeals: ListOwnAppeals,
  ) {}

  @Post('releases/:releaseId/appeal')
  @Endpoint({
    summary: 'Appeal against the rejection of a release, once; somebody else decides',
    access: memberOf('release', 'releaseId', 'releases:write'),
    status: 201,
    returns: appeal,
    params: releaseParam,
    problems: [404, 409],
  })
  ofRelease(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: appealBody }) { message }: z.infer<typeof appealBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppealView> {
    return this.appealRejection.execute({ releaseId, message, actor });
  }

  @Post('publishers/:publisherId/strikes/:strikeId/appeal')
  @Endpoint({
    summary: 'Appeal against a strike, once; somebody else decides',
    access: memberOf('publisher', 'publisherId', 'admin', 'release-manager'),
    status: 201,
    returns: appeal,
    params: { ...publisherParam, strikeId: 'The strike.' },
    problems: [404, 409],
  })
  ofStrike(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Param('strikeId', { schema: uuid }) strikeId: string,
    @Body({ schema: appealBody }) { message }: z.infer<typeof appealBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppealView> {
    return this.appealStrike.execute({ publisherId, strikeId, message, actor });
  }

  @Get('publishers/:publisherId/appeals')
  @Endpoint({
    summary: 'The appeals of a publisher, newest first',
    access: memberOf('publisher', 'publisherId', 'viewer'),
    returns: pageOf(appeal),
    params: publisherParam,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<AppealView>> {
    return this.listOwnAppeals.execute(publisherId, page);
  }
}
