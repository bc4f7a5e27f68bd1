import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AppSummary,
  type AppView,
  CreateApp,
  GetApp,
  GetReadiness,
  ListApps,
  type Readiness,
  UpdateApp,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf, memberOfSomeApp } from '../../auth/access';
import { CurrentActor, VisibleApps } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { locale, packageName, pageOf, pageQuery, uuid } from '../../http/schemas';
import { app, appCategory, appParam, appSummary, declarations, pricing, readiness } from './schemas';

const createBody = z
  .strictObject({
    packageName,
    defaultLocale: locale,
    category: appCategory,
    pricing,
    declarations: declarations.optional(),
  })
  .meta({ id: 'CreateApp' });

const updateBody = z
  .strictObject({ defaultLocale: locale, category: appCategory, pricing, declarations })
  .partial()
  .meta({ id: 'UpdateApp' });

/** The apps of a publisher. */
@ApiTags('publisher')
@Controller('v1')
export class AppsController {
  constructor(
    private readonly createApp: CreateApp,
    private readonly getApp: GetApp,
    private readonly listApps: ListApps,
    private readonly updateApp: UpdateApp,
    private readonly getReadiness: GetReadiness,
  ) {}

  @Post('publishers/:publisherId/apps')
  @Endpoint({
    summary: 'Register an app under its package name',
    access: memberOf('publisher', 'publisherId', 'apps:write'),
    status: 201,
    returns: app,
    params: { publisherId: 'The publisher.' },
    problems: [404, 409, 422],
  })
  create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppView> {
    return this.createApp.execute({ ...body, declarations: given(body.declarations), publisherId, actor });
  }

  @Get('publishers/:publisherId/apps')
  @Endpoint({
    summary: "A publisher's apps, oldest first",
    access: memberOfSomeApp('publisherId', 'apps:read'),
    returns: pageOf(appSummary),
    params: { publisherId: 'The publisher.' },
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
    @VisibleApps() visible: readonly string[] | undefined,
  ): Promise<Page<AppSummary>> {
    return this.listApps.execute(publisherId, page, visible);
  }

  @Get('apps/:appId')
  @Endpoint({
    summary: 'One app',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: app,
    params: appParam,
    problems: [404],
  })
  get(@Param('appId', { schema: uuid }) appId: string): Promise<AppView> {
    return this.getApp.execute(appId);
  }

  @Patch('apps/:appId')
  @Endpoint({
    summary: 'Change what is named',
    description: '`declarations` are replaced as a whole. An app that was published as free stays free.',
    access: memberOf('app', 'appId', 'apps:write'),
    returns: app,
    params: appParam,
    problems: [404, 409, 422],
  })
  update(
    @Param('appId', { schema: uuid }) appId: string,
    @Body({ schema: updateBody }) body: z.infer<typeof updateBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppView> {
    return this.updateApp.execute({ ...body, declarations: given(body.declarations), appId, actor });
  }

  @Get('apps/:appId/readiness')
  @Endpoint({
    summary: 'What is missing before the newest draft can be submitted',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: readiness,
    params: appParam,
    problems: [404],
  })
  readiness(@Param('appId', { schema: uuid }) appId: string): Promise<Readiness> {
    return this.getReadiness.execute(appId);
  }
}

/** Without the members that were sent as nothing: an attribute that is absent is not known. */
function given(sent: z.infer<typeof declarations> | undefined): Record<string, string | boolean> | undefined {
  if (sent === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
