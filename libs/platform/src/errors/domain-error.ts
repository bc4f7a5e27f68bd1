/**
 * What kind of refusal an error is. The HTTP layer maps each kind to one status (in brackets); libraries
 * never speak of HTTP themselves.
 */
export type ErrorKind =
  | 'malformed' // 400: the request cannot be read
  | 'unauthenticated' // 401
  | 'payment-failed' // 402: the payment provider declined
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'conflict' // 409: the state does not allow it, or a race was lost
  | 'gone' // 410
  | 'precondition-failed' // 412: If-Match named an older version
  | 'too-large' // 413
  | 'unsupported-media-type' // 415
  | 'range-not-satisfiable' // 416
  | 'invalid' // 422: readable, and refused by a rule
  | 'rate-limited' // 429
  | 'legal' // 451: refused on legal grounds
  | 'provider-failed' // 502: a service that we depend on answered wrongly
  | 'unavailable'; // 503: try again later

/** One detail of a refusal that names the field it is about (a JSON pointer into the request). */
export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

export interface DomainErrorOptions {
  /** Details by field, shown as `errors[]`. */
  errors?: FieldError[];
  /** Further members of the problem document, e.g. `reasons` or `markets`. */
  extra?: Record<string, unknown>;
  /** Response headers that belong to the refusal, e.g. `Retry-After` or `Link`. */
  headers?: Record<string, string>;
  cause?: unknown;
}

/**
 * A refusal that the caller can act on. `code` is stable, kebab-case and part of the public contract;
 * `detail` is a sentence for a person. Everything else that is thrown is a fault of ours (500).
 */
export class DomainError extends Error {
  readonly errors: FieldError[];
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly detail: string,
    options: DomainErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
    this.headers = options.headers ?? {};
  }
}

/** `<subject>-not-found`, also the answer for what belongs to somebody else. */
export function notFound(subject: string, id?: string): DomainError {
  const named = id === undefined ? '' : ` "${id}"`;
  return new DomainError(
    'not-found',
    `${subject}-not-found`,
    `There is no ${subject.replaceAll('-', ' ')}${named}.`,
  );
}
