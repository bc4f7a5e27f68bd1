import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { Accounts } from '../../persistence/accounts';
import { BeginSecondFactor } from '../factors/begin-second-factor';
import { OpenSession, type SessionClient } from './open-session';
import { Passwords } from './passwords';
import type { SessionTokens } from './session-token-pair';

/** Exchanges e-mail and password for a session. */
@Injectable()
export class LogIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly secondFactor: BeginSecondFactor,
    private readonly openSession: OpenSession,
  ) {}

  /**
   * The password is checked outside any transaction: it takes tens of milliseconds and would hold a connection.
   * @throws DomainError `credentials-wrong` (401), the same for an unknown address and a wrong password;
   *   `second-factor-required` (401, `challenge` and `methods`) for those who have one.
   */
  async execute(command: {
    email: string;
    password: string;
    client?: SessionClient | undefined;
  }): Promise<SessionTokens> {
    const account = await this.accounts.findCredentials(addressOf(command.email));
    const matches = await this.passwords.matches(account?.passwordHash ?? null, command.password);
    if (account === null || !matches) {
      throw new DomainError(
        'unauthenticated',
        'credentials-wrong',
        'The e-mail address or the password is wrong.',
        {
          headers: { 'www-authenticate': 'Bearer realm="portolan"' },
        },
      );
    }
    await this.secondFactor.execute(account.id);
    return this.openSession.execute({ accountId: account.id, client: command.client });
  }
}

/** What is no address belongs to nobody; it gets the answer of an unknown one. */
function addressOf(given: string): string | null {
  try {
    return normaliseEmail(given);
  } catch {
    return null;
  }
}
