import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateRelease,
  GetRelease,
  HaltRelease,
  ListReleases,
  RELEASE_NOTE_MAX_LENGTH,
  type ReleaseView,
  ResumeRelease,
  SubmitRelease,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { locale, pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { appParam, release, releaseParam } from './schemas';

const createBody = z
  .strictObject({
    artifactId: uuid,
    notes: z
      .record(locale, text(0, RELEASE_NOTE_MAX_LENGTH))
      .refine((notes) => Object.keys(notes).length <= 100, 'at most 100 locales')
      .default({}),
  })
  .meta({ id: 'CreateRelease' });
const haltBody = z.strictObject({ reason: text(1, 500) }).meta({ id: 'HaltRelease' });

/** Releases on their way from a draft to people's devices. */
@ApiTags('publisher')
@Controller('v1')
export class ReleasesController {
  constructor(
    private readonly createRelease: CreateRelease,
    private readonly listReleases: ListReleases,
    private readonly getRelease: GetRelease,
    private readonly submitRelease: SubmitRelease,
    private readonly haltRelease: HaltRelease,
    private readonly resumeRelease: ResumeRelease,
  ) {}

  @Post('apps/:appId/releases')
  @Endpoint({
    summary: 'Draft a release of an uploaded package',
    access: memberOf('app', 'appId', 'release-manager'),
    status: 201,
    returns: release,
    params: appParam,
    problems: [404, 409, 422],
  })
  async create(
    @Param('appId', { schema: uuid }) appId: string,
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    return this.getRelease.execute(await this.createRelease.execute({ ...body, appId, actor }));
  }

  @Get('apps/:appId/releases')
  @Endpoint({
    summary: 'The releases of an app, newest first',
    access: memberOf('app', 'appId', 'viewer'),
    returns: pageOf(release),
    params: appParam,
    problems: [404],
  })
  list(
    @Param('appId', { schema: uuid }) appId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<ReleaseView>> {
    return this.listReleases.execute(appId, page);
  }

  @Get('releases/:releaseId')
  @Endpoint({
    summary: 'One release with its findings and the decision about it',
    access: memberOf('release', 'releaseId', 'viewer'),
    returns: release,
    params: releaseParam,
    problems: [404],
  })
  get(@Param('releaseId', { schema: uuid }) releaseId: string): Promise<ReleaseView> {
    return this.getRelease.execute(releaseId);
  }

  @Post('releases/:releaseId/submit')
  @Endpoint({
    summary: 'Hand a draft to the reviewers',
    access: memberOf('release', 'releaseId', 'release-manager'),
    returns: release,
    params: releaseParam,
    problems: [404, 409, 422],
  })
  async submit(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.submitRelease.execute({ releaseId, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('releases/:releaseId/halt')
  @Endpoint({
    summary: 'Stop delivering the live release',
    description:
      'Those who have it keep it. Everybody else gets the newest release that it had superseded; without one the app ' +
      'leaves the storefront.',
    access: memberOf('release', 'releaseId', 'release-manager'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async halt(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: haltBody }) body: z.infer<typeof haltBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.haltRelease.execute({ releaseId, ...body, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('releases/:releaseId/resume')
  @Endpoint({
    summary: 'Deliver a halted release again',
    access: memberOf('release', 'releaseId', 'release-manager'),
    returns: release,
    params: releaseParam,
    problems: [404, 409],
  })
  async resume(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.resumeRelease.execute({ releaseId, actor });
    return this.getRelease.execute(releaseId);
  }
}
