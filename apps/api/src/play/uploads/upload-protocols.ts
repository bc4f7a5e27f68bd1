import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@portolan/accounts';
import { DomainError } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { bodyStream } from '../../http/streamed-body';
import { type ContentRange, readContentRange } from './content-range';
import { FinishUpload } from './finish-upload';
import { relatedMedia } from './multipart-related';
import { type UploadSession, UploadSessions } from './upload-sessions';
import type { UploadTarget } from './upload-target';

type Request = FastifyRequest<{ Querystring: { uploadType?: string } }>;

/**
 * The ways in which Google's clients send a file: as the body (Node), with metadata as multipart/related, in pieces with
 * `X-Goog-Upload-*` headers (Ruby), in pieces with `Content-Range` (Java).
 */
@Injectable()
export class UploadProtocols {
  constructor(
    private readonly finishUpload: FinishUpload,
    private readonly sessions: UploadSessions,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The first request of an upload, which may be the only one. */
  async begin(
    target: UploadTarget,
    caller: Principal,
    request: Request,
    reply: FastifyReply,
  ): Promise<object> {
    const type = request.query.uploadType ?? 'media';
    const goog = headerOf(request, 'x-goog-upload-protocol');
    if (goog !== null || type === 'resumable') {
      const isGoog = goog !== null;
      const length = headerOf(
        request,
        isGoog ? 'x-goog-upload-header-content-length' : 'x-upload-content-length',
      );
      const id = await this.sessions.open(target, caller, lengthOf(length));
      const address = `${this.config.PUBLIC_URL}/upload/androidpublisher/sessions/${id}`;
      if (isGoog) void reply.headers({ 'x-goog-upload-status': 'active', 'x-goog-upload-url': address });
      else void reply.header('location', address);
      return {};
    }
    await this.finishUpload.check(target);
    if (type !== 'media' && type !== 'multipart')
      throw new DomainError(
        'malformed',
        'upload-type-unknown',
        'uploadType is media, multipart or resumable.',
      );
    const body = bodyStream(request.raw);
    try {
      const media =
        type === 'media' ? body : await relatedMedia(body, headerOf(request, 'content-type') ?? '');
      return await this.finishUpload.execute(target, media, caller.actor);
    } finally {
      // What nobody read would be taken for the next request on the connection.
      body.destroy();
    }
  }

  /** A further request of an upload in pieces. */
  async proceed(id: string, request: Request, reply: FastifyReply): Promise<object> {
    const session = await this.sessions.get(id);
    const command = headerOf(request, 'x-goog-upload-command');
    return command === null
      ? this.byRange(session, request, reply)
      : this.byCommand(session, command, request, reply);
  }

  private async byCommand(
    session: UploadSession,
    command: string,
    request: Request,
    reply: FastifyReply,
  ): Promise<object> {
    const verbs = command.split(',').map((verb) => verb.trim());
    const status = (word: 'active' | 'final' | 'cancelled') => reply.header('x-goog-upload-status', word);
    const received = await this.sessions.received(session);
    if (verbs.includes('cancel')) {
      await this.sessions.cancel(session);
      void status('cancelled');
      return {};
    }
    if (verbs.includes('query')) {
      void reply.header(
        'x-goog-upload-size-received',
        String(session.answer === null ? received : (session.totalBytes ?? received)),
      );
      void status(session.answer === null ? 'active' : 'final');
      return {};
    }
    void status('final');
    if (session.answer !== null) return session.answer;
    if (verbs.includes('upload')) {
      const offset = lengthOf(headerOf(request, 'x-goog-upload-offset')) ?? 0;
      if (offset !== received) {
        void status('active');
        void reply.header('x-goog-upload-size-received', String(received));
        throw new DomainError(
          'malformed',
          'upload-offset-mismatch',
          `The next byte is ${received}, not ${offset}.`,
        );
      }
      const size = await this.sessions.append(session, bodyStream(request.raw), this.limit(session));
      if (!verbs.includes('finalize') || request.raw.errored || isShort(session, size)) {
        void status('active');
        void reply.header('x-goog-upload-size-received', String(size));
        return {};
      }
    }
    return this.sessions.finish(session);
  }

  private async byRange(session: UploadSession, request: Request, reply: FastifyReply): Promise<object> {
    if (session.answer !== null) return session.answer;
    const header = headerOf(request, 'content-range');
    const range: ContentRange | null = header === null ? null : readContentRange(header);
    let received = await this.sessions.received(session);
    const total = range?.total ?? session.totalBytes;
    if (range === null || range.kind === 'piece') {
      // A piece that does not join what is there is thrown away; the answer says where to go on.
      if (range !== null && range.start !== received) request.raw.resume();
      else received = await this.sessions.append(session, bodyStream(request.raw), this.limit(session));
    }
    const isWhole = range === null ? !isShort(session, received) : total !== null && received >= total;
    if (isWhole) return this.sessions.finish(session);
    void reply.status(308);
    if (received > 0) void reply.header('range', `bytes=0-${received - 1}`);
    return {};
  }

  /** What was announced, or whatever the target takes; what it takes is asked again when the file is whole. */
  private limit({ totalBytes, target }: UploadSession): number {
    const { ARTIFACT_MAX_BYTES, EXPANSION_FILE_MAX_BYTES, IMAGE_MAX_BYTES } = this.config;
    const special: Partial<Record<UploadTarget['kind'], number>> = {
      image: IMAGE_MAX_BYTES,
      expansion: EXPANSION_FILE_MAX_BYTES,
    };
    const most = special[target.kind] ?? ARTIFACT_MAX_BYTES;
    return totalBytes === null ? most : Math.min(totalBytes, most);
  }
}

function isShort({ totalBytes }: UploadSession, received: number): boolean {
  return totalBytes !== null && received < totalBytes;
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function lengthOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
