import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { DownloadLinks } from './download-links';
import { OTHER_TYPE, PACKAGE_TYPE, SendFile } from './send-file';

/** The files themselves, by signed address. */
@ApiTags('consumer')
@Controller('v1/downloads')
export class DownloadsController {
  constructor(
    private readonly links: DownloadLinks,
    private readonly sendFile: SendFile,
  ) {}

  @Get(':token')
  @Endpoint({
    summary: 'Download by a link that `GET /v1/library/{packageName}/download` gave',
    description:
      'Takes `Range` (one range), `If-Range` and `If-None-Match`; the ETag is the SHA-256 of the file. ' +
      'Packages come as `application/vnd.android.package-archive`, expansion files as `application/octet-stream`.',
    access: anyone(),
    returnsType: [PACKAGE_TYPE, OTHER_TYPE],
    alsoAnswers: [206, 304],
    params: { token: 'The signed link.' },
    problems: [404, 410, 416],
  })
  async download(
    @Param('token', { schema: z.string().max(1_000) }) link: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileKey, sha256, fileName } = this.links.read(link);
    await this.sendFile.execute({ fileKey, sha256, fileName }, request, reply);
  }
}
