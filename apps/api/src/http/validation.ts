import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError, type FieldError } from '@portolan/platform';

interface Issue {
  message: string;
  path?: readonly unknown[] | undefined;
  code?: unknown;
}

/** At most this many field errors are listed: a hostile body must not make a huge answer. */
const MOST_ERRORS = 50;

/** Validates every `@Body/@Query/@Param({ schema })` at the edge; refusals name each field by JSON pointer. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new DomainError(
        'malformed',
        'request-invalid',
        'The request does not have the form that this route takes.',
        {
          errors: (issues as readonly Issue[]).slice(0, MOST_ERRORS).map(toFieldError),
        },
      ),
  });
}

function toFieldError(issue: Issue): FieldError {
  const path = (issue.path ?? []).map((part) =>
    typeof part === 'object' && part !== null && 'key' in part ? part.key : part,
  );
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return {
    pointer,
    code: typeof issue.code === 'string' ? issue.code.replaceAll('_', '-') : 'invalid',
    detail: issue.message,
  };
}
