import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  LogOut,
  RefreshSession,
  RegisterAccount,
  type AccountView,
  type SessionTokens,
} from '@portolan/accounts';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { anyone } from '../access';
import { AttemptGuard, CountsAs } from '../limits/attempt.guard';
import { OpenedSession, PasswordGuard } from './password.guard';
import { account, logInBody, refreshBody, registerBody, sessionTokens, tokensView } from './schemas';

/** Registering, logging in and staying logged in. */
@ApiTags('auth')
@Controller('v1/auth')
export class AuthController {
  constructor(
    private readonly registerAccount: RegisterAccount,
    private readonly refreshSession: RefreshSession,
    private readonly endSession: LogOut,
  ) {}

  @Post('register')
  @CountsAs('register')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Create an account',
    access: anyone(),
    status: 201,
    returns: account,
    problems: [409, 422],
  })
  register(@Body({ schema: registerBody }) body: z.infer<typeof registerBody>): Promise<AccountView> {
    return this.registerAccount.execute(body);
  }

  @Post('login')
  @CountsAs('login')
  @UseGuards(AttemptGuard, PasswordGuard)
  @Endpoint({
    summary: 'Open a session',
    description:
      'The answer is the same for an unknown address and a wrong password. Whoever has a second factor is answered 401 ' +
      '`second-factor-required` with `challenge`, `methods` and `passkeyOptions`: go on at /v1/auth/second-factor.',
    access: anyone(),
    returns: sessionTokens,
    problems: [401],
  })
  logIn(
    @Body({ schema: logInBody }) _body: z.infer<typeof logInBody>,
    @OpenedSession() session: SessionTokens,
  ): z.infer<typeof sessionTokens> {
    return tokensView(session);
  }

  @Post('refresh')
  @CountsAs('refresh')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Exchange a refresh token for the next pair of tokens',
    description: 'Each refresh token works once. Using one again ends its session.',
    access: anyone(),
    returns: sessionTokens,
    problems: [401],
  })
  async refresh(
    @Body({ schema: refreshBody }) body: z.infer<typeof refreshBody>,
  ): Promise<z.infer<typeof sessionTokens>> {
    return tokensView(await this.refreshSession.execute(body));
  }

  @Post('logout')
  @Endpoint({ summary: 'End the session of a refresh token', access: anyone(), status: 204 })
  logOut(@Body({ schema: refreshBody }) body: z.infer<typeof refreshBody>): Promise<void> {
    return this.endSession.execute(body);
  }
}
