import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AcceptInvitation, type AcceptedInvitation, SendVerification, VerifyEmail } from '@portolan/accounts';
import type { AccountActor, Actor } from '@portolan/platform';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { anyone, signedIn } from '../access';
import { CurrentActor } from '../current-actor';
import { AttemptGuard, CountsAs } from '../limits/attempt.guard';
import { acceptBody, accepted, codeBody } from './schemas';

/** What is proved by reading a mail. */
@ApiTags('auth')
@Controller('v1/auth')
export class EmailController {
  constructor(
    private readonly verifyEmail: VerifyEmail,
    private readonly sendVerification: SendVerification,
    private readonly acceptInvitation: AcceptInvitation,
  ) {}

  @Post('email/verify')
  @CountsAs('code')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Confirm an address with the code that was sent to it',
    access: anyone(),
    status: 204,
    problems: [422],
  })
  verify(@Body({ schema: codeBody }) body: z.infer<typeof codeBody>): Promise<void> {
    return this.verifyEmail.execute(body);
  }

  @Post('email/send-code')
  @CountsAs('mail')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Send the code that confirms my address again',
    description: 'An earlier code is void.',
    access: signedIn(),
    status: 202,
    problems: [409],
  })
  send(@CurrentActor() actor: AccountActor): Promise<void> {
    return this.sendVerification.execute({ actor });
  }

  @Post('invitations/accept')
  @CountsAs('code')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Accept an invitation into a team',
    description:
      'Signed in: as the account that was invited. Not signed in: `account` makes one with the address that was invited, confirmed.',
    access: anyone(),
    returns: accepted,
    problems: [403, 409, 422],
  })
  accept(
    @Body({ schema: acceptBody }) body: z.infer<typeof acceptBody>,
    @CurrentActor() actor: Actor,
  ): Promise<AcceptedInvitation> {
    return this.acceptInvitation.execute({ ...body, actor });
  }
}
