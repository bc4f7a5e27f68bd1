import type { DomainError, ErrorKind } from '@portolan/platform';
import { z } from 'zod';

/** RFC 9457, with our stable `code`. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
  })
  .loose()
  .meta({ id: 'Problem' });

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  'payment-failed': 402,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'range-not-satisfiable': 416,
  invalid: 422,
  'rate-limited': 429,
  legal: 451,
  'provider-failed': 502,
  unavailable: 503,
};

const TITLE: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

export interface Problem {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

export interface ProblemContext {
  instance: string;
  requestId: string;
}

/** Where to go with what a refusal offers: libraries do not know the routes. */
const WAYS_ON: Record<string, Record<string, unknown>> = {
  'approval-required': { proposeAt: { method: 'POST', path: '/v1/ops/change-sets/proposals' } },
};

/** The HTTP form of a refusal. */
export function problemOf(error: DomainError, context: ProblemContext): Problem {
  const wayOn = 'proposal' in error.extra ? WAYS_ON[error.code] : undefined;
  return problem(STATUS[error.kind], error.code, error.detail, context, {
    ...error,
    extra: { ...error.extra, ...wayOn },
  });
}

export function problem(
  status: number,
  code: string,
  detail: string,
  context: ProblemContext,
  more: Partial<Pick<DomainError, 'errors' | 'extra' | 'headers'>> = {},
): Problem {
  return {
    status,
    headers: more.headers ?? {},
    body: {
      ...more.extra,
      type: `https://portolan.dev/problems/${code}`,
      title: TITLE[status] ?? 'Error',
      status,
      detail,
      instance: context.instance,
      code,
      requestId: context.requestId,
      errors: more.errors ?? [],
    },
  };
}
