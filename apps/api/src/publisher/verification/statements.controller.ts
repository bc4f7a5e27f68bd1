import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListStatements, StatePublisher, type StatementView } from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { AttemptGuard, CountsAs } from '../../auth/limits/attempt.guard';
import { Endpoint } from '../../http/endpoint';
import { pageQuery, uuid } from '../../http/schemas';
import { publisherStatement, statementList, statementView } from './schemas';

const ADMINS = memberOf('publisher', 'publisherId', 'admin');
const params = { publisherId: 'The publisher.' };

/** What a publisher says of itself: its legal entity, its address, whether it is a trader. Staff verify it. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/statements')
export class StatementsController {
  constructor(
    private readonly listStatements: ListStatements,
    private readonly statePublisher: StatePublisher,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What the publisher said of itself, and how far its checking is; newest first',
    access: ADMINS,
    returns: statementList,
    params,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<StatementView>> {
    return this.listStatements.execute({ publisherId, page });
  }

  @Post()
  @CountsAs('statement')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'State the legal entity, the address or the trader status',
    description:
      'Staff check it as the credential that the answer names. A trader status is submitted with this; of the others the paper is ' +
      'sent first and the credential submitted then. What was verified before counts until this is verified; what was not is withdrawn. ' +
      'At most 20 an hour.',
    access: ADMINS,
    status: 201,
    returns: statementView,
    params,
    problems: [404, 409, 422],
  })
  state(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: publisherStatement }) statement: z.infer<typeof publisherStatement>,
    @CurrentActor() actor: AccountActor,
  ): Promise<StatementView> {
    return this.statePublisher.execute({ publisherId, statement, actor });
  }
}
