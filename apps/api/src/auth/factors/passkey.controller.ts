import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignInWithPasskey } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { anyone } from '../access';
import { AttemptGuard, CountsAs } from '../limits/attempt.guard';
import { clientOf } from '../sign-in/client-of';
import { sessionTokens, tokensView } from '../sign-in/schemas';
import { passkeyOptions, passkeySignInBody } from './schemas';

/** Signing in by a passkey alone. */
@ApiTags('auth')
@Controller('v1/auth/passkey')
export class PasskeyController {
  constructor(private readonly signIn: SignInWithPasskey) {}

  @Post('options')
  @CountsAs('passkey-options')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'What to hand to `navigator.credentials.get` to sign in by a passkey alone',
    description:
      'Good for five minutes and one session. The browser offers the passkeys that it has for this store.',
    access: anyone(),
    returns: passkeyOptions,
  })
  begin(): Promise<{ options: { challenge: string } }> {
    return this.signIn.begin();
  }

  @Post()
  @CountsAs('login')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Open a session by a passkey alone',
    description:
      'The device has to have asked for a finger or a PIN; the session then counts as one with a second factor.',
    access: anyone(),
    returns: sessionTokens,
    problems: [401],
  })
  async finish(
    @Body({ schema: passkeySignInBody }) body: z.infer<typeof passkeySignInBody>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof sessionTokens>> {
    return tokensView(await this.signIn.finish({ ...body, client: clientOf(request) }));
  }
}
