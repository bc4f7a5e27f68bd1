import { Injectable } from '@nestjs/common';
import { FileStore, notFound } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { matchesTag, readRange } from './byte-range';

export const PACKAGE_TYPE = 'application/vnd.android.package-archive';
export const OTHER_TYPE = 'application/octet-stream';

/** A file that somebody may have. */
export interface SentFile {
  fileKey: string;
  /** Lower-case hex. */
  sha256: string;
  /** What it is saved as; its ending says what it is. */
  fileName: string;
}

/** Streams files of the store: whole or a range, and not to those who have them. The ETag is the SHA-256. */
@Injectable()
export class SendFile {
  constructor(private readonly files: FileStore) {}

  /** @throws DomainError `download-not-found`, `range-not-satisfiable`. */
  async execute(
    { fileKey, sha256, fileName }: SentFile,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
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
      .type(fileName.endsWith('.apk') ? PACKAGE_TYPE : OTHER_TYPE)
      .header('content-length', end - start);
    if (range !== null) void reply.header('content-range', `bytes ${start}-${end - 1}/${file.sizeBytes}`);
    // HEAD is answered by this very route, and must not read the file. Fastify keeps the length for a stream only.
    if (request.method === 'HEAD') return void reply.send(Readable.from([]));
    return void reply.send(await this.files.read(fileKey, { start, end }));
  }
}
