import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, problemOf, type Problem, type ProblemContext } from './problem';

/** What Fastify itself refuses before a use case is reached, worded as our own codes. */
const FASTIFY_CODES: Record<string, { status: number; code: string; detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body-too-large',
    detail: 'The request body is larger than this route takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'media-type-unsupported',
    detail: 'This route does not take this Content-Type.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: 'body-malformed',
    detail: 'The body is empty; send JSON.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'body-malformed',
    detail: 'The body is not valid JSON.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'body-malformed',
    detail: 'Content-Length does not match the body.',
  },
  FST_ERR_BAD_URL: { status: 400, code: 'url-malformed', detail: 'The address cannot be decoded.' },
  FST_ERR_MAX_PARAM_LENGTH: {
    status: 414,
    code: 'url-too-long',
    detail: 'A part of the address is too long.',
  },
};

const PLAIN_CODES: Record<number, string> = {
  400: 'request-malformed',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'route-not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'media-type-unsupported',
  429: 'too-many-requests',
};

/** What Fastify refused, whether it comes as its own error or wrapped by Nest; null for anything else. */
export function fastifyProblem(error: unknown, context: ProblemContext): Problem | null {
  const known = FASTIFY_CODES[codeOf(error instanceof HttpException ? error.cause : error)];
  return known === undefined ? null : problem(known.status, known.code, known.detail, context);
}

/** Turns everything that is thrown into `application/problem+json`. A fault of ours says nothing but its request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (reply.sent) return;
    const answer = this.toProblem(error, request);
    void reply
      .status(answer.status)
      .headers(answer.headers)
      .type('application/problem+json')
      .send(JSON.stringify(answer.body));
  }

  private toProblem(error: unknown, request: FastifyRequest): Problem {
    const context = { instance: request.url.split('?')[0] ?? request.url, requestId: request.id };
    if (error instanceof DomainError) return problemOf(error, context);
    const refused = fastifyProblem(error, context);
    if (refused !== null) return refused;
    const status = statusOf(error);
    if (status !== null && status < 500) {
      const detail = status === 404 ? 'There is no such route.' : (error as Error).message;
      return problem(status, PLAIN_CODES[status] ?? 'request-refused', detail, context);
    }
    this.logger.error(error instanceof Error ? error : String(error));
    return problem(500, 'internal-error', 'A fault on our side. Please report the request id.', context);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** The status that an error of Nest or Fastify brings; null: none. */
export function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : null;
  return typeof status === 'number' ? status : null;
}
