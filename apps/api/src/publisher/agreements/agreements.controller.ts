import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AgreementText, ReadAgreements, type VersionRow } from '@portolan/accounts';
import type { Page } from '@portolan/platform';
import type { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { pageQuery } from '../../http/schemas';
import { agreementList, agreementText, textQuery, versionParam } from './schemas';

/** What publishers agree to; anybody may read it before they found one. */
@ApiTags('publisher')
@Controller('v1/agreements')
export class AgreementsController {
  constructor(private readonly agreements: ReadAgreements) {}

  @Get()
  @Endpoint({
    summary: 'The versions of the distribution agreement, newest first',
    access: anyone(),
    returns: agreementList,
  })
  list(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<Page<VersionRow>> {
    return this.agreements.versions(page);
  }

  @Get(':version')
  @Endpoint({
    summary: 'The text of a version, with its hash',
    access: anyone(),
    returns: agreementText,
    params: { version: 'The number of the version.' },
    problems: [404],
  })
  text(
    @Param('version', { schema: versionParam }) version: number,
    @Query({ schema: textQuery }) { locale }: z.infer<typeof textQuery>,
  ): Promise<AgreementText> {
    return this.agreements.text({ version, locale });
  }
}
