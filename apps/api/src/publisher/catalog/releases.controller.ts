import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateRelease,
  GetRelease,
  ListReleases,
  type ReleaseView,
  SubmitRelease,
  UpdateRelease,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { createBody, createCommand, shareOf, trackName, updateBody } from './release-schemas';
import { appParam, release, releaseParam } from './schemas';

const listQuery = pageQuery.extend({ track: trackName.optional() });

/** Releases on their way from a draft to the reviewers. */
@ApiTags('publisher')
@Controller('v1')
export class ReleasesController {
  constructor(
    private readonly createRelease: CreateRelease,
    private readonly listReleases: ListReleases,
    private readonly getRelease: GetRelease,
    private readonly updateRelease: UpdateRelease,
    private readonly submitRelease: SubmitRelease,
  ) {}

  @Post('apps/:appId/releases')
  @Endpoint({
    summary: 'Draft a release of uploaded packages',
    description:
      'Of one package (`artifactId`), or of several for different devices (`artifactIds`): each device gets the highest ' +
      'version code that fits it. Left out, `track`, `sharePercent` and `targeting` mean everybody on production.',
    access: memberOf('app', 'appId', 'releases:write'),
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
    return this.getRelease.execute(
      await this.createRelease.execute({ ...createCommand(body), appId, actor }),
    );
  }

  @Get('apps/:appId/releases')
  @Endpoint({
    summary: 'The releases of an app, newest first',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: pageOf(release),
    params: appParam,
    problems: [404],
  })
  list(
    @Param('appId', { schema: uuid }) appId: string,
    @Query({ schema: listQuery }) { track, ...page }: z.infer<typeof listQuery>,
  ): Promise<Page<ReleaseView>> {
    return this.listReleases.execute(appId, page, track);
  }

  @Get('releases/:releaseId')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'One release with its findings and the decision about it',
    access: memberOf('release', 'releaseId', 'apps:read'),
    returns: release,
    params: releaseParam,
    problems: [404],
  })
  get(@Param('releaseId', { schema: uuid }) releaseId: string): Promise<ReleaseView> {
    return this.getRelease.execute(releaseId);
  }

  @Patch('releases/:releaseId')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Change what a release says, or how it will go out',
    description:
      'Name and notes of any release; share, update priority and managed publishing until it is out. What is not named stays. ' +
      'With `If-Match` only the version that it names.',
    access: memberOf('release', 'releaseId', 'releases:write'),
    returns: release,
    params: releaseParam,
    problems: [404, 409, 412, 422],
  })
  async update(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: updateBody }) { sharePercent, ...body }: z.infer<typeof updateBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    const share = sharePercent === undefined ? undefined : shareOf(sharePercent);
    await this.updateRelease.execute({ ...body, releaseId, share, expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('releases/:releaseId/submit')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Hand a draft to the reviewers',
    access: memberOf('release', 'releaseId', 'releases:write'),
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
}
