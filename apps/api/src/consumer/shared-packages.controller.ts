import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OpenSharedPackage } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { PACKAGE_TYPE, SendFile } from './downloads/send-file';

/** Packages that publishers share with their teams and testers before any release. */
@ApiTags('consumer')
@Controller('v1/library/shared-packages')
export class SharedPackagesController {
  constructor(
    private readonly openPackage: OpenSharedPackage,
    private readonly sendFile: SendFile,
  ) {}

  @Get(':token')
  @Endpoint({
    summary: 'Download a package by a link that its publisher shared',
    description:
      'For the team of the app and its named testers, by the verified address of the account; to others there is none. ' +
      'Decided anew each time, as the download of what is tested is: what blocks the app blocks this. ' +
      'Takes `Range` (one range), `If-Range` and `If-None-Match`; the ETag is the SHA-256 of the file.',
    access: signedIn(),
    returnsType: PACKAGE_TYPE,
    alsoAnswers: [206, 304],
    params: { token: 'The last part of the link.' },
    problems: [404, 409, 410, 416, 451],
  })
  async download(
    @Param('token', { schema: z.string().max(100) }) secret: string,
    @CurrentActor() { accountId }: AccountActor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { packageName, versionCode, sha256, fileKey } = await this.openPackage.execute({
      secret,
      accountId,
    });
    const fileName = `${packageName}-${versionCode}-shared.apk`;
    await this.sendFile.execute({ fileKey, sha256, fileName }, request, reply);
  }
}
