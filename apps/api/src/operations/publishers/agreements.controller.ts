import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Acceptance, PublishAgreement, ReadAgreements, type VersionRow } from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageQuery } from '../../http/schemas';
import { acceptanceList, agreement, publishBody, versionParam } from '../../publisher/agreements/schemas';

/** The distribution agreement, for the store's lawyers. */
@ApiTags('operations')
@Controller('v1/ops/agreements')
export class OpsAgreementsController {
  constructor(
    private readonly publishAgreement: PublishAgreement,
    private readonly agreements: ReadAgreements,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Publish the next version of the distribution agreement',
    description:
      'From the effective date and the grace after it on, apps of publishers that have not accepted it are not offered ' +
      '(`PUBLISHER.AGREEMENT_PENDING`). Its text is never changed.',
    access: staff('legal'),
    status: 201,
    returns: agreement,
    problems: [409, 422],
  })
  publish(
    @Body({ schema: publishBody }) body: z.infer<typeof publishBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<VersionRow> {
    return this.publishAgreement.execute({ ...body, actor });
  }

  @Get(':version/acceptances')
  @Endpoint({
    summary: 'Who accepted a version: publisher, person, when, and which text',
    access: staff('legal', 'market-manager', 'support'),
    returns: acceptanceList,
    params: { version: 'The number of the version.' },
    problems: [404],
  })
  acceptances(
    @Param('version', { schema: versionParam }) version: number,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<Acceptance>> {
    return this.agreements.acceptances(version, page);
  }
}
