import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FileStore, notFound } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { anyone } from '../../auth/access';
import { Endpoint } from '../../http/endpoint';
import { matchesTag, readRange } from './byte-range';
import { DownloadLinks } from './download-links';

const PACKAGE = 'application/vnd.android.package-archive';

/** The files themselves, by signed address. */
@ApiTags('consumer')
@Controller('v1/downloads')
export class DownloadsController {
  constructor(
    private readonly links: DownloadLinks,
    private readonly files: FileStore,
  ) {}

  @Get(':token')
  @Endpoint({
    summary: 'Download by a link that `GET /v1/library/{packageName}/download` gave',
    description:
      'Takes `Range` (one range), `If-Range` and `If-None-Match`; the ETag is the SHA-256 of the file.',
    access: anyone(),
    returnsType: PACKAGE,
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
    const file = await this.files.stat(fileKey);
    if (file === null) throw notFound('download');
    const etag = `"${sha256}"`;
    void reply.headers({
      etag,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-transform',
      'content-disposition': `attachment; filename="${fileName}"`,
    });
    if (matchesTag(request.headers['if-none-match'], etag)) return void reply.status(304).send();
    const ifRange = request.headers['if-range'];
    const range =
      ifRange === undefined || ifRange === etag ? readRange(request.headers.range, file.sizeBytes) : null;
    const { start, end } = range ?? { start: 0, end: file.sizeBytes };
    void reply
      .status(range === null ? 200 : 206)
      .type(PACKAGE)
      .header('content-length', end - start);
    if (range !== null) void reply.header('content-range', `bytes ${start}-${end - 1}/${file.sizeBytes}`);
    // HEAD is answered by this very route, and must not read the file. Fastify keeps the length for a stream only.
    if (request.method === 'HEAD') return void reply.send(Readable.from([]));
    return void reply.send(await this.files.read(fileKey, { start, end }));
  }
}
