import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangeServiceAccount,
  CreateServiceAccount,
  ListServiceAccounts,
  type ServiceAccountView,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { instant, pageOf, pageQuery, uuid } from '../../http/schemas';
import { appGrants, permissions, publisherParam } from './schemas';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/, 'must be 3 to 30 lower-case letters, digits and hyphens');
const createBody = z
  .strictObject({ name, permissions: permissions.default([]), apps: appGrants.default([]) })
  .meta({ id: 'CreateServiceAccount' });
const changeBody = z
  .strictObject({ permissions, apps: appGrants, disabled: z.boolean() })
  .partial()
  .meta({ id: 'ChangeServiceAccount' });
const serviceAccount = z
  .object({
    id: uuid,
    name,
    email: z.string(),
    clientId: z.string(),
    permissions,
    apps: appGrants,
    createdAt: instant,
    disabledAt: instant.nullable(),
  })
  .meta({ id: 'ServiceAccount' });
const key = z.object({ publisherId: uuid, serviceAccountId: uuid });

/** Accounts for machines that publish. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/service-accounts')
export class ServiceAccountsController {
  constructor(
    private readonly createAccount: CreateServiceAccount,
    private readonly changeAccount: ChangeServiceAccount,
    private readonly listAccounts: ListServiceAccounts,
  ) {}

  @Get()
  @Endpoint({
    summary: "The publisher's service accounts",
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: pageOf(serviceAccount),
    params: publisherParam,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<ServiceAccountView>> {
    return this.listAccounts.execute({ publisherId, page });
  }

  @Post()
  @Endpoint({
    summary: 'Make a service account',
    description: '`permissions` hold in the publisher and all of its apps, `apps` in single apps.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 201,
    returns: serviceAccount,
    params: publisherParam,
    problems: [404, 409, 422],
  })
  create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ServiceAccountView> {
    return this.createAccount.execute({ ...body, publisherId, actor });
  }

  @Patch(':serviceAccountId')
  @Endpoint({
    summary: 'Give a service account other permissions, disable it, enable it again',
    description: 'What is left out stays. It takes effect with the next request.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: serviceAccount,
    params: { ...publisherParam, serviceAccountId: 'The service account.' },
    problems: [404, 422],
  })
  change(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @Body({ schema: changeBody }) body: z.infer<typeof changeBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ServiceAccountView> {
    return this.changeAccount.execute({ ...path, ...body, actor });
  }
}
