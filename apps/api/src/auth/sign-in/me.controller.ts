import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeProfile, GetAccount, type AccountView } from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import type { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { signedIn } from '../access';
import { CurrentActor } from '../current-actor';
import { account, profileBody } from './schemas';

/** One's own account. */
@ApiTags('auth')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly getAccount: GetAccount,
    private readonly changeProfile: ChangeProfile,
  ) {}

  @Get()
  @Endpoint({ summary: 'My account', access: signedIn(), returns: account })
  me(@CurrentActor() actor: AccountActor): Promise<AccountView> {
    return this.getAccount.execute(actor);
  }

  @Patch()
  @Endpoint({
    summary: 'Change my name or home market',
    access: signedIn(),
    returns: account,
    problems: [422],
  })
  change(
    @Body({ schema: profileBody }) body: z.infer<typeof profileBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AccountView> {
    return this.changeProfile.execute({ ...body, actor });
  }
}
