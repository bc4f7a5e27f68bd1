import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CompleteSignIn } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { anyone } from '../access';
import { clientOf } from '../sign-in/client-of';
import { sessionTokens, tokensView } from '../sign-in/schemas';
import { proofBody } from './schemas';

/** The second step of signing in. */
@ApiTags('auth')
@Controller('v1/auth/second-factor')
export class SecondFactorController {
  constructor(private readonly completeSignIn: CompleteSignIn) {}

  @Post()
  @Endpoint({
    summary: 'Open a session with the second factor, after the password',
    description: 'Five tries a challenge, ten in a quarter of an hour for an account. Each code works once.',
    access: anyone(),
    returns: sessionTokens,
    problems: [401],
  })
  async complete(
    @Body({ schema: proofBody }) body: z.infer<typeof proofBody>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof sessionTokens>> {
    return tokensView(
      await this.completeSignIn.execute({ ...body, address: request.ip, client: clientOf(request) }),
    );
  }
}
