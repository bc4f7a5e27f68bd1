import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AcceptAgreement, type Acceptance, type OwnAgreement, ReadAgreements } from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageQuery, uuid } from '../../http/schemas';
import { acceptance, acceptBody, ownAgreementList, versionParam } from './schemas';

/** What a publisher has agreed to. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/agreements')
export class OwnAgreementsController {
  constructor(
    private readonly agreements: ReadAgreements,
    private readonly acceptAgreement: AcceptAgreement,
  ) {}

  @Get()
  @Endpoint({
    summary:
      'The versions of the distribution agreement, who accepted them, and what is pending; newest first',
    access: memberOf('publisher', 'publisherId', 'publisher:read'),
    returns: ownAgreementList,
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<OwnAgreement>> {
    return this.agreements.ofPublisher(publisherId, page);
  }

  @Post(':version/accept')
  @Endpoint({
    summary: 'Accept a version for the publisher',
    description:
      'With the hash of the text that was read. A second time it answers with what was recorded the first time.',
    access: memberOf('publisher', 'publisherId', 'owner'),
    returns: acceptance,
    params: { publisherId: 'The publisher.', version: 'The number of the version.' },
    problems: [404, 409, 422],
  })
  accept(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Param('version', { schema: versionParam }) version: number,
    @Body({ schema: acceptBody }) body: z.infer<typeof acceptBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Acceptance> {
    return this.acceptAgreement.execute({ ...body, publisherId, version, actor });
  }
}
