import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, notFound, Transactional } from '@portolan/platform';
import { Accounts } from '../../persistence/accounts';
import { AccountMail } from '../mail/account-mail';

/** Sends the code that proves an address again; the one before is void. */
@Injectable()
export class SendVerification {
  constructor(
    private readonly accounts: Accounts,
    private readonly mail: AccountMail,
  ) {}

  /** @throws DomainError `email-verified` (409). */
  @Transactional()
  async execute({ actor }: { actor: AccountActor }): Promise<void> {
    const account = await this.accounts.view(actor.accountId);
    if (account === null) throw notFound('account', actor.accountId);
    if (account.emailVerified)
      throw new DomainError('conflict', 'email-verified', 'The address is confirmed already.');
    await this.mail.sendToken('verify-email', account);
  }
}
