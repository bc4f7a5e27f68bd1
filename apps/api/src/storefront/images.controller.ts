import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindImage, IMAGE_MEDIA_TYPES } from '@portolan/catalog';
import { FileStore } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { anyone } from '../auth/access';
import { Endpoint } from '../http/endpoint';
import { imageName } from './schemas';

/** The pictures themselves. Nobody finds one without its hash, which only its listing tells. */
@ApiTags('storefront')
@Controller('v1/images')
export class StoreImagesController {
  constructor(
    private readonly findImage: FindImage,
    private readonly files: FileStore,
  ) {}

  @Get(':image')
  @Endpoint({
    summary: 'A picture by its SHA-256; a suffix such as `=s0` is ignored',
    access: anyone(),
    returnsType: IMAGE_MEDIA_TYPES[0],
    alsoAnswers: [304],
    params: { image: 'The SHA-256 of the picture.' },
    problems: [404],
  })
  async get(
    @Param('image', { schema: imageName }) sha256: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileKey, mediaType, sizeBytes } = await this.findImage.execute(sha256);
    const etag = `"${sha256}"`;
    // Only what was decoded as a picture is here, and the browser is told not to take it for anything else.
    void reply
      .headers({
        etag,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      })
      .type(mediaType);
    if (request.headers['if-none-match'] === etag) return void reply.status(304).send();
    void reply.header('content-length', sizeBytes);
    return void reply.send(request.method === 'HEAD' ? Readable.from([]) : await this.files.read(fileKey));
  }
}
