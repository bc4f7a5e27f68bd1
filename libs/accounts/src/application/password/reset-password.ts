import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { checkPassword } from '../../domain/password-rule';
import { AccountTokens } from '../../persistence/mail/account-tokens';
import { ForgetAttempts } from '../attempts/forget-attempts';
import { codeInvalid } from '../email/verify-email';
import { hashMailSecret } from '../mail/account-mail';
import { Passwords } from '../sign-in/passwords';
import { SetPassword } from './set-password';

/** Sets a password anew with the code of a mail; every session ends, and so does a lock-out of the account. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly tokens: AccountTokens,
    private readonly passwords: Passwords,
    private readonly setPassword: SetPassword,
    private readonly forget: ForgetAttempts,
    private readonly clock: Clock,
  ) {}

  /**
   * The code is used only with a password that will do, and looked at before the password is hashed: hashing is dear.
   * @throws DomainError `code-invalid`, `password-too-weak` (422).
   */
  async execute(command: { token: string; password: string }): Promise<void> {
    const hash = hashMailSecret(command.token);
    const token = await this.tokens.peek(hash, 'reset-password', this.clock.now());
    if (token === null) throw codeInvalid();
    checkPassword(command.password, token.email);
    const passwordHash = await this.passwords.hash(command.password);
    if (!(await this.setPassword.byToken(hash, passwordHash))) throw codeInvalid();
    await this.forget.execute({ kind: 'login', subject: token.email });
  }
}
