import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccountView, FindAccountByEmail } from '@portolan/accounts';
import { z } from 'zod';
import { staff } from '../auth/access';
import { account, email } from '../auth/sign-in/schemas';
import { Endpoint } from '../http/endpoint';

const byEmail = z.strictObject({ email });

/** People, as staff see them. */
@ApiTags('operations')
@Controller('v1/ops/accounts')
export class AccountsController {
  constructor(private readonly findAccount: FindAccountByEmail) {}

  @Get()
  @Endpoint({
    summary: 'The account of an e-mail address',
    access: staff('support'),
    returns: account,
    problems: [404, 422],
  })
  find(@Query({ schema: byEmail }) query: z.infer<typeof byEmail>): Promise<AccountView> {
    return this.findAccount.execute(query);
  }
}
