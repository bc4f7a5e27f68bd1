import { Body, Controller, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  GetRelease,
  HaltRelease,
  PublishRelease,
  RaiseRollout,
  type ReleaseView,
  ResumeRelease,
  TargetRelease,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import type { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint, type EndpointOptions } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { haltBody, rolloutBody, shareOf, targetBody } from './release-schemas';
import { release, releaseParam } from './schemas';

/** What all routes here have in common. */
const changeOfRelease = (
  options: Pick<EndpointOptions, 'summary' | 'description' | 'problems'>,
): EndpointOptions => ({
  access: memberOf('release', 'releaseId', 'releases:write'),
  returns: release,
  params: releaseParam,
  ...options,
});

/** Releases that are out, or about to be: how far they reach. With `If-Match` only the version that it names. */
@ApiTags('publisher')
@Controller('v1/releases/:releaseId')
@UseInterceptors(VersionTag)
export class RolloutsController {
  constructor(
    private readonly getRelease: GetRelease,
    private readonly publishRelease: PublishRelease,
    private readonly raiseRollout: RaiseRollout,
    private readonly targetRelease: TargetRelease,
    private readonly haltRelease: HaltRelease,
    private readonly resumeRelease: ResumeRelease,
  ) {}

  @Post('publish')
  @Endpoint(
    changeOfRelease({
      summary: 'Let an approved release out that waits for this word',
      problems: [404, 409, 412, 422],
    }),
  )
  async publish(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.publishRelease.execute({ releaseId, expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('rollout')
  @Endpoint(
    changeOfRelease({
      summary: 'Let a staged release reach more people',
      description:
        'The share only rises, and whoever was reached stays so. At 100 percent (and everywhere) the release is live and ' +
        'supersedes the one before it.',
      problems: [404, 409, 412, 422],
    }),
  )
  async rollout(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: rolloutBody }) { sharePercent }: z.infer<typeof rolloutBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.raiseRollout.execute({ releaseId, share: shareOf(sharePercent), expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }

  @Put('targeting')
  @Endpoint(
    changeOfRelease({
      summary: 'Say which markets a release goes to',
      description:
        'Within those that the app is offered in; null is all of them. Freely before it is out; a staged release only ' +
        'reaches further markets.',
      problems: [404, 409, 412, 422],
    }),
  )
  async target(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: targetBody }) { targeting }: z.infer<typeof targetBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.targetRelease.execute({ releaseId, targeting, expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('halt')
  @Endpoint(
    changeOfRelease({
      summary: 'Stop delivering a live or staged release',
      description:
        'Those who have it keep it. Everybody else gets the live release of the track, or, when that is the one halted, the ' +
        'newest before it that everybody had; without one the app leaves the storefront.',
      problems: [404, 409, 412],
    }),
  )
  async halt(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @Body({ schema: haltBody }) body: z.infer<typeof haltBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.haltRelease.execute({ releaseId, ...body, expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }

  @Post('resume')
  @Endpoint(
    changeOfRelease({
      summary: 'Deliver a halted release again, as far as it had reached',
      problems: [404, 409, 412],
    }),
  )
  async resume(
    @Param('releaseId', { schema: uuid }) releaseId: string,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<ReleaseView> {
    await this.resumeRelease.execute({ releaseId, expectedVersion, actor });
    return this.getRelease.execute(releaseId);
  }
}
