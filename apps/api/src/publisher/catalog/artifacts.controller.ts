import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  APK_PROBLEMS,
  type ArtifactSummary,
  type ArtifactView,
  GetArtifact,
  ListArtifacts,
  UploadArtifact,
} from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { STREAMED_TYPES } from '../../http/body-parsers';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { StreamedBody } from '../../http/streamed-body';
import { appParam, artifact, artifactSummary } from './schemas';

const key = z.object({ appId: uuid, artifactId: uuid });

const REFUSALS = Object.entries(APK_PROBLEMS)
  .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
  .join('\n');

/** Uploaded packages. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/artifacts')
export class ArtifactsController {
  constructor(
    private readonly uploadArtifact: UploadArtifact,
    private readonly getArtifact: GetArtifact,
    private readonly listArtifacts: ListArtifacts,
  ) {}

  @Post()
  @ApiConsumes(...STREAMED_TYPES)
  @ApiResponse({ status: 200, description: 'This very file was uploaded before.', standardSchema: artifact })
  @Endpoint({
    summary: 'Upload a package: the body is the APK itself',
    description:
      'The first package pins the certificate of the app. Refused with 422 are `artifact-package-mismatch`, ' +
      '`artifact-version-code-not-higher`, `artifact-certificate-mismatch`, `artifact-version-code-too-high` and what ' +
      `no device would install:\n${REFUSALS}`,
    access: memberOf('app', 'appId', 'artifacts:write'),
    status: 201,
    returns: artifact,
    params: appParam,
    problems: [404, 409, 413, 415, 422],
  })
  async upload(
    @Param('appId', { schema: uuid }) appId: string,
    @StreamedBody() stream: Readable,
    @CurrentActor() actor: AccountActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArtifactView> {
    const { artifact: uploaded, created } = await this.uploadArtifact.execute({ appId, stream, actor });
    void reply.status(created ? 201 : 200);
    return uploaded;
  }

  @Get()
  @Endpoint({
    summary: 'The packages of an app, newest first',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: pageOf(artifactSummary),
    params: appParam,
    problems: [404],
  })
  list(
    @Param('appId', { schema: uuid }) appId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<ArtifactSummary>> {
    return this.listArtifacts.execute(appId, page);
  }

  @Get(':artifactId')
  @Endpoint({
    summary: 'One package with everything that its inspection found',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: artifact,
    params: { ...appParam, artifactId: 'The package.' },
    problems: [404],
  })
  get(@Param({ schema: key }) path: z.infer<typeof key>): Promise<ArtifactView> {
    return this.getArtifact.execute(path.appId, path.artifactId);
  }
}
