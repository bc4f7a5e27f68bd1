import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, notFound } from '@portolan/platform';
import { checkPassword } from '../../domain/password-rule';
import { Accounts } from '../../persistence/accounts';
import { Passwords } from '../sign-in/passwords';
import { SetPassword } from './set-password';

export interface ChangePasswordCommand {
  actor: AccountActor;
  /** The session that stays; all others end. */
  sessionId: string | null;
  current: string;
  /** 10..200 characters. */
  password: string;
}

/** Changes one's own password. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly setPassword: SetPassword,
  ) {}

  /** @throws DomainError `password-wrong` (403), `password-too-weak` (422). */
  async execute({ actor, sessionId, current, password }: ChangePasswordCommand): Promise<void> {
    const account = await this.accounts.view(actor.accountId);
    if (account === null) throw notFound('account', actor.accountId);
    const credentials = await this.accounts.findCredentials(account.email);
    if (!(await this.passwords.matches(credentials?.passwordHash ?? null, current)))
      throw new DomainError('forbidden', 'password-wrong', 'The current password is wrong.');
    checkPassword(password, account.email);
    await this.setPassword.byOwner(account.id, await this.passwords.hash(password), sessionId);
  }
}
