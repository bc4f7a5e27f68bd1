import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePassword, RequestPasswordReset, ResetPassword } from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { anyone, signedIn } from '../access';
import { CurrentActor, CurrentSession } from '../current-actor';
import { AttemptGuard, CountsAs } from '../limits/attempt.guard';
import { changePasswordBody, forgotBody, resetBody } from './schemas';

/** Passwords that are forgotten or changed. */
@ApiTags('auth')
@Controller('v1')
export class PasswordController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
    private readonly changePassword: ChangePassword,
  ) {}

  @Post('auth/password/forgot')
  @CountsAs('mail')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Ask for a mail with which a password can be set anew',
    description: 'The answer is the same whether there is such an account or not.',
    access: anyone(),
    status: 202,
    problems: [422],
  })
  forgot(@Body({ schema: forgotBody }) body: z.infer<typeof forgotBody>): Promise<void> {
    return this.requestReset.execute(body);
  }

  @Post('auth/password/reset')
  @CountsAs('code')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Set a password anew with the code of that mail',
    description: 'Ends every session of the account.',
    access: anyone(),
    status: 204,
    problems: [422],
  })
  reset(@Body({ schema: resetBody }) body: z.infer<typeof resetBody>): Promise<void> {
    return this.resetPassword.execute(body);
  }

  @Post('me/password')
  @CountsAs('password')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Change my password',
    description: 'Ends every other session.',
    access: signedIn(),
    status: 204,
    problems: [422],
  })
  change(
    @Body({ schema: changePasswordBody }) body: z.infer<typeof changePasswordBody>,
    @CurrentActor() actor: AccountActor,
    @CurrentSession() sessionId: string | null,
  ): Promise<void> {
    return this.changePassword.execute({ ...body, actor, sessionId });
  }
}
