import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { Accounts, type AccountView } from '../../persistence/accounts';

/** Reads one account. Who may see it is the caller's question. */
@Injectable()
export class GetAccount {
  constructor(private readonly accounts: Accounts) {}

  /** @throws DomainError `account-not-found` (404). */
  async execute({ accountId }: { accountId: string }): Promise<AccountView> {
    const account = await this.accounts.view(accountId);
    if (account === null) throw notFound('account', accountId);
    return account;
  }
}
