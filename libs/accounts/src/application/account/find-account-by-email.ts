import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { Accounts, type AccountView } from '../../persistence/accounts';

/** Finds the account of an address, for staff. */
@Injectable()
export class FindAccountByEmail {
  constructor(private readonly accounts: Accounts) {}

  /** @throws DomainError `email-invalid` (422), `account-not-found` (404). */
  async execute({ email }: { email: string }): Promise<AccountView> {
    const account = await this.accounts.viewByEmail(normaliseEmail(email));
    if (account === null) throw notFound('account', email);
    return account;
  }
}
