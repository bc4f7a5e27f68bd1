import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { SessionTokens } from '@portolan/accounts';
import { Authenticator } from '../passport/authenticator';
import { logInBody } from './schemas';

interface LoggingInRequest {
  body?: unknown;
  openedSession?: SessionTokens;
}

/** The session that `PasswordGuard` opened. */
export const OpenedSession = createParamDecorator((_: unknown, context: ExecutionContext): SessionTokens => {
  const session = context.switchToHttp().getRequest<LoggingInRequest>().openedSession;
  if (session === undefined) throw new Error('This route needs the password guard.');
  return session;
});

/** Runs passport's `local` strategy. */
@Injectable()
export class PasswordGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<LoggingInRequest>();
    // Guards run before pipes: a body without the right form is left to the pipe, which refuses it field by field.
    if (!logInBody.safeParse(request.body).success) return true;
    const session = await this.authenticator.authenticate<SessionTokens>(
      'local',
      request,
      http.getResponse(),
    );
    if (session !== null) request.openedSession = session;
    return session !== null;
  }
}
