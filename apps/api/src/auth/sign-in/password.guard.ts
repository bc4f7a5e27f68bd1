import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { ForgetAttempts, type SessionTokens } from '@portolan/accounts';
import { Authenticator } from '../passport/authenticator';
import { logInBody } from './schemas';

interface LoggingInRequest {
  body?: unknown;
  openedSession?: SessionTokens;
}

/**
 * The session that `PasswordGuard` opened. It is missing only when the body has not the right form, and then the
 * body's pipe refuses the request before the route runs.
 */
export const OpenedSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<LoggingInRequest>().openedSession,
);

/** Runs passport's `local` strategy. */
@Injectable()
export class PasswordGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly forgetAttempts: ForgetAttempts,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<LoggingInRequest>();
    // Guards run before pipes: a body without the right form is left to the pipe, which refuses it field by field.
    const body = logInBody.safeParse(request.body);
    if (!body.success) return true;
    const session = await this.authenticator.authenticate<SessionTokens>(
      'local',
      request,
      http.getResponse(),
    );
    if (session === null) return false;
    await this.forgetAttempts.execute({ kind: 'login', subject: body.data.email });
    request.openedSession = session;
    return true;
  }
}
