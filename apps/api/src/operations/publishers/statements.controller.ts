import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListStatements, type StatementView } from '@portolan/accounts';
import type { Page } from '@portolan/platform';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { pageQuery, uuid } from '../../http/schemas';
import { statementList } from '../../publisher/verification/schemas';

/** What publishers say of themselves, for those who verify it. */
@ApiTags('operations')
@Controller('v1/ops/publishers/:publisherId/statements')
export class PublisherStatementsController {
  constructor(private readonly listStatements: ListStatements) {}

  @Get()
  @Endpoint({
    summary: 'What a publisher said of itself, each with the credential to verify or reject; newest first',
    access: staff('market-manager', 'market-approver', 'legal'),
    returns: statementList,
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<StatementView>> {
    return this.listStatements.execute({ publisherId, page });
  }
}
