import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProblemFilter } from '../../http/problem-filter';

/** RFC 6749, 5.2. */
export const oauthError = z
  .object({ error: z.string(), error_description: z.string() })
  .meta({ id: 'OAuthError' });

/** Refusals of ours that the RFC has its own word for. */
const WORDS: Record<string, { status: number; error: string }> = {
  'invalid-grant': { status: 400, error: 'invalid_grant' },
  'invalid-scope': { status: 400, error: 'invalid_scope' },
  'unsupported-grant-type': { status: 400, error: 'unsupported_grant_type' },
  'request-invalid': { status: 400, error: 'invalid_request' },
  'too-many-attempts': { status: 429, error: 'temporarily_unavailable' },
  'too-many-requests': { status: 429, error: 'temporarily_unavailable' },
};

/** Words refusals of the token endpoint as OAuth clients read them; a fault of ours stays a problem document. */
@Catch()
export class OAuthErrors implements ExceptionFilter {
  private readonly others = new ProblemFilter();

  catch(error: unknown, host: ArgumentsHost): void {
    const word = error instanceof DomainError ? WORDS[error.code] : undefined;
    if (!(error instanceof DomainError) || word === undefined) return this.others.catch(error, host);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply
      .status(word.status)
      .headers({ ...error.headers, 'cache-control': 'no-store' })
      .type('application/json')
      .send(JSON.stringify({ error: word.error, error_description: error.detail }));
  }
}
