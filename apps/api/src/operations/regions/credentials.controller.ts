import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor, Page } from '@portolan/platform';
import {
  ChangeCredentialStatus,
  ListCredentials,
  RecordCredential,
  type RecordedCredential,
} from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { date } from '../../decisions/schemas';
import { Endpoint } from '../../http/endpoint';
import { pageOf, uuid } from '../../http/schemas';
import { rulePage, ruleView, type RuleView } from './rule-view';
import { credential, credentialBody, credentialsQuery, credentialStatus, reason, TAKES_TWO } from './schemas';

const statusBody = z
  .strictObject({ status: credentialStatus, from: date.optional(), reason })
  .meta({ id: 'ChangeCredentialStatus' });

/** Radio approvals, patent licences, content ratings: the papers that requirements ask for. */
@ApiTags('operations')
@Controller('v1/ops/credentials')
export class CredentialsController {
  constructor(
    private readonly listCredentials: ListCredentials,
    private readonly recordCredential: RecordCredential,
    private readonly changeStatus: ChangeCredentialStatus,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Credentials, newest first, one entry for each span of status',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: pageOf(credential),
  })
  async list(
    @Query({ schema: credentialsQuery }) query: z.infer<typeof credentialsQuery>,
  ): Promise<Page<RuleView<RecordedCredential>>> {
    return rulePage(await this.listCredentials.execute(query));
  }

  @Post()
  @Endpoint({
    summary: 'Record a credential; it counts once it is verified',
    access: staff('market-manager', 'legal'),
    status: 201,
    returns: credential,
    problems: [404, 422],
  })
  async record(
    @Body({ schema: credentialBody }) body: z.infer<typeof credentialBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<RecordedCredential>> {
    return ruleView(await this.recordCredential.execute({ ...body, actor }));
  }

  @Post(':credentialId/status')
  @Endpoint({
    summary: 'Verify, reject, suspend, revoke or reinstate a credential',
    description: TAKES_TWO,
    access: staff('market-manager', 'legal'),
    returns: credential,
    params: { credentialId: 'The credential.' },
    problems: [404, 409],
  })
  async change(
    @Param('credentialId', { schema: uuid }) credentialId: string,
    @Body({ schema: statusBody }) body: z.infer<typeof statusBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<RuleView<RecordedCredential>> {
    return ruleView(await this.changeStatus.execute({ ...body, credentialId, actor }));
  }
}
