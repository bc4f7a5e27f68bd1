import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyProblem, statusOf } from '../http/problem-filter';

interface GoogleError {
  code: number;
  /** A canonical status of Google's APIs. */
  status: string;
  /** What tools branch on. */
  reason: string;
  message: string;
}

const KINDS: Readonly<Record<ErrorKind, Omit<GoogleError, 'message'>>> = {
  malformed: { code: 400, status: 'INVALID_ARGUMENT', reason: 'badRequest' },
  unauthenticated: { code: 401, status: 'UNAUTHENTICATED', reason: 'authError' },
  'payment-failed': { code: 402, status: 'FAILED_PRECONDITION', reason: 'paymentRequired' },
  forbidden: { code: 403, status: 'PERMISSION_DENIED', reason: 'forbidden' },
  'not-found': { code: 404, status: 'NOT_FOUND', reason: 'notFound' },
  conflict: { code: 409, status: 'ABORTED', reason: 'conflict' },
  gone: { code: 410, status: 'FAILED_PRECONDITION', reason: 'deleted' },
  'precondition-failed': { code: 412, status: 'FAILED_PRECONDITION', reason: 'conditionNotMet' },
  'too-large': { code: 413, status: 'INVALID_ARGUMENT', reason: 'uploadTooLarge' },
  'unsupported-media-type': { code: 400, status: 'INVALID_ARGUMENT', reason: 'badRequest' },
  'range-not-satisfiable': { code: 416, status: 'OUT_OF_RANGE', reason: 'requestedRangeNotSatisfiable' },
  invalid: { code: 400, status: 'INVALID_ARGUMENT', reason: 'badRequest' },
  'rate-limited': { code: 429, status: 'RESOURCE_EXHAUSTED', reason: 'rateLimitExceeded' },
  legal: { code: 451, status: 'PERMISSION_DENIED', reason: 'forbidden' },
  'provider-failed': { code: 502, status: 'UNAVAILABLE', reason: 'backendError' },
  unavailable: { code: 503, status: 'UNAVAILABLE', reason: 'backendError' },
};

/** Refusals that tools know by a reason or a text of their own. */
const OWN: Readonly<Record<string, Partial<GoogleError>>> = {
  'package-not-found': { reason: 'applicationNotFound' },
  'app-not-found': { reason: 'applicationNotFound' },
  'edit-not-found': { reason: 'editNotFound', message: 'No Edit found.' },
  'edit-deleted': { code: 400, reason: 'editNotFound' },
  'edit-expired': { code: 400, reason: 'editExpired' },
  'edit-committed': { code: 400, reason: 'editAlreadyCommitted' },
  'artifact-version-code-not-higher': {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'apkUpgradeVersionConflict',
    message: 'APK specifies a version code that has already been used, or is not above those that were.',
  },
  'release-version-not-higher': { code: 403, status: 'PERMISSION_DENIED', reason: 'apkNoUpgradePath' },
  'not-implemented': { code: 501, status: 'UNIMPLEMENTED', reason: 'notImplemented' },
  'permission-required': { message: 'The caller does not have permission.' },
};

const WORDS_OF_HTTP: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Words every refusal as Google's client libraries and the tools on top of them read it. Our own code stands in it, too. */
@Catch()
export class GoogleErrors implements ExceptionFilter {
  private readonly logger = new Logger('Play');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const request = http.getRequest<FastifyRequest>();
    const { body, code } = this.envelope(error, request);
    // What is left of an upload that was refused would be read as the next request.
    if (!request.raw.complete) request.raw.resume();
    void reply
      .status(code)
      .headers(error instanceof DomainError ? error.headers : {})
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(body));
  }

  private envelope(error: unknown, request: FastifyRequest): { body: object; code: number } {
    const made = this.read(error, request);
    const { code, message, status, reason, own } = made;
    const detail = { message, domain: reason === 'authError' ? 'global' : 'androidpublisher', reason };
    return {
      code,
      body: { error: { code, message, status, errors: [detail], ...(own && { portolan: own }) } },
    };
  }

  private read(error: unknown, request: FastifyRequest): GoogleError & { own?: object } {
    if (error instanceof DomainError) {
      const { code, detail, errors, extra } = error;
      const known = { message: messageOf(error), ...KINDS[error.kind], ...OWN[code] };
      return { ...known, own: { code, detail, errors, ...extra } };
    }
    const refused = fastifyProblem(error, { instance: request.url, requestId: request.id });
    if (refused !== null) {
      const message = String(refused.body.detail);
      return { code: refused.status, status: 'INVALID_ARGUMENT', reason: 'badRequest', message };
    }
    const code = statusOf(error);
    if (code !== null && code < 500) {
      const message = (error as Error).message;
      return { code, status: WORDS_OF_HTTP[code] ?? 'INVALID_ARGUMENT', reason: 'badRequest', message };
    }
    this.logger.error(error instanceof Error ? error : String(error));
    return {
      code: 500,
      status: 'INTERNAL',
      reason: 'backendError',
      message: `Internal error (${request.id}).`,
    };
  }
}

/** Tools show the message alone: what is wrong with which field has to be in it. */
function messageOf({ detail, errors }: DomainError): string {
  const fields = errors
    .slice(0, 5)
    .map((one) => (one.pointer === '' ? one.detail : `${one.pointer}: ${one.detail}`));
  return [detail, ...fields.filter((text) => !detail.includes(text))].join(' ');
}
