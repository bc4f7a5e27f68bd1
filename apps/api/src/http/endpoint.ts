import { applyDecorators, HttpCode, SetMetadata, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiResponse,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import type { ZodType } from 'zod';
import { Access, type AccessRule } from '../auth/access';
import { IDEMPOTENCY_MODE, IdempotencyInterceptor } from './idempotency';

export interface EndpointOptions {
  /** One line for the reference page. */
  summary: string;
  description?: string;
  /** Who may call it: see auth/access.ts. */
  access: AccessRule;
  /** Schema of the answer's body; none for an empty or streamed answer. */
  returns?: ZodType;
  /** Media type of the answer when it is not JSON, or several. */
  returnsType?: string | readonly string[];
  /** Status of success (default 200). */
  status?: number;
  /** Path parameters and what they mean, e.g. `{ appId: 'The app.' }`. */
  params?: Record<string, string>;
  /** Other successes: a part of the file (206), or that the caller's copy is still right (304, without a body). */
  alsoAnswers?: readonly (206 | 304)[];
  /** Statuses of refusals that a caller should expect beyond 400, 401, 403 and 429; with a body also 413 and 415. */
  problems?: readonly number[];
  /** Shape of 400 and 429 where they are no problem documents. */
  refusals?: ZodType;
  /** The route takes an `Idempotency-Key` and answers a repeated one alike; and whether it must be sent. */
  idempotencyKey?: 'required' | 'optional';
}

const PROBLEM_WORDS: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'Not signed in.',
  402: 'The payment was declined.',
  403: 'Not allowed.',
  404: 'No such thing, or not yours.',
  409: 'The state does not allow it.',
  410: 'Withdrawn everywhere.',
  412: 'Somebody else changed it first.',
  413: 'Too large.',
  415: 'Not this media type.',
  416: 'Not a range of this file.',
  422: 'Readable, and refused by a rule.',
  428: 'If-Match is required.',
  429: 'Too many requests.',
  451: 'Refused on legal grounds.',
  502: 'The payment provider answered wrongly.',
  503: 'Try again later.',
};

/** The one declaration of a route: access, documentation, status and shapes. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const status = options.status ?? 200;
  const isPublic = options.access.kind === 'public' || options.access.kind === 'signed';
  // A token that is sent has to be good, even where none is needed.
  const unknownCaller = options.access.kind === 'signed' ? [] : isPublic ? [401] : [401, 403];
  const problems = new Set([400, ...unknownCaller, 429, ...(options.problems ?? [])]);
  return applyDecorators(
    Access(options.access),
    HttpCode(status),
    ApiOperation({
      summary: options.summary,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ApiExtension('x-access', options.access),
    ...(isPublic ? [] : [ApiBearerAuth()]),
    ...Object.entries(options.params ?? {}).map(([name, description]) =>
      ApiParam({ name, description, schema: { type: 'string' } }),
    ),
    ...(options.idempotencyKey === undefined
      ? []
      : [
          SetMetadata(IDEMPOTENCY_MODE, options.idempotencyKey),
          UseInterceptors(IdempotencyInterceptor),
          ApiHeader({
            name: 'Idempotency-Key',
            required: options.idempotencyKey === 'required',
            description: '1..200 characters; the same key with the same request answers the same.',
            schema: { type: 'string', minLength: 1, maxLength: 200 },
          }),
        ]),
    success(status, options),
    ...(options.alsoAnswers ?? []).map((code) =>
      code === 304
        ? ApiResponse({ status: 304, description: 'The copy that `If-None-Match` names is still right.' })
        : success(code, options),
    ),
    ...[...problems].map((code) =>
      ApiResponse(options.refusals === undefined ? refusal(code) : ownRefusal(code, options.refusals)),
    ),
  );
}

/** A refusal as the document describes it. */
export function refusal(status: number) {
  return {
    status,
    description: PROBLEM_WORDS[status] ?? 'Refused.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** A refusal of a route that words its own: whatever the route decides itself. */
function ownRefusal(status: number, shape: ZodType): ApiResponseOptions {
  const { content: _, ...rest } = refusal(status);
  return status === 400 || status === 429 ? { ...rest, standardSchema: shape } : refusal(status);
}

function success(status: number, options: EndpointOptions): MethodDecorator {
  const description =
    { 201: 'Created.', 202: 'Accepted.', 204: 'Done.', 206: 'The part that was asked for.' }[status] ?? 'OK.';
  if (options.returns !== undefined)
    return ApiResponse({ status, description, standardSchema: options.returns });
  if (options.returnsType !== undefined) {
    const schema = { type: 'string', format: 'binary' } as const;
    const types = [options.returnsType].flat();
    return ApiResponse({
      status,
      description,
      content: Object.fromEntries(types.map((type) => [type, { schema }])),
    });
  }
  return ApiResponse({ status, description });
}
