import { Injectable } from '@nestjs/common';
import { parseDisplayName } from '../../domain/display-name';
import { normaliseEmail } from '../../domain/email-address';
import { checkPassword } from '../../domain/password-rule';
import type { AccountView } from '../../persistence/accounts';
import { Passwords } from '../sign-in/passwords';
import { AddAccount } from './add-account';

export interface RegisterAccountCommand {
  email: string;
  /** 10..200 characters. */
  password: string;
  /** 1..100 characters. */
  displayName: string;
  /** Market code, e.g. `DE`. */
  homeMarket: string;
}

/** Creates the account of a person. */
@Injectable()
export class RegisterAccount {
  constructor(
    private readonly passwords: Passwords,
    private readonly addAccount: AddAccount,
  ) {}

  /**
   * Hashing happens before the transaction: it takes tens of milliseconds and would hold a connection.
   * @throws DomainError `email-invalid`, `display-name-invalid`, `password-too-weak` (422), `email-taken` (409).
   */
  async execute(command: RegisterAccountCommand): Promise<AccountView> {
    const email = normaliseEmail(command.email);
    const displayName = parseDisplayName(command.displayName);
    checkPassword(command.password, email);
    const passwordHash = await this.passwords.hash(command.password);
    return this.addAccount.execute({ email, displayName, homeMarket: command.homeMarket, passwordHash });
  }
}
