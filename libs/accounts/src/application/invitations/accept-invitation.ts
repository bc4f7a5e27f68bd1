import { Injectable } from '@nestjs/common';
import { type Actor, Clock, DomainError } from '@portolan/platform';
import { parseDisplayName } from '../../domain/display-name';
import { checkPassword } from '../../domain/password-rule';
import { Accounts } from '../../persistence/accounts';
import { Invitations } from '../../persistence/mail/invitations';
import { hashMailSecret } from '../mail/account-mail';
import { Passwords } from '../sign-in/passwords';
import { TakeInvitation } from './take-invitation';

export interface AcceptInvitationCommand {
  /** Somebody signed in joins as who they are; anybody else makes an account. */
  actor: Actor;
  /** The code of the mail. */
  token: string;
  /** For somebody who has no account yet: it gets the address that was invited. */
  account?: { password: string; displayName: string; homeMarket: string } | undefined;
}

export interface AcceptedInvitation {
  publisherId: string;
  accountId: string;
}

/** Takes somebody who was invited into a team, making their account if they have none. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly take: TakeInvitation,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `code-invalid`, `password-too-weak`, `display-name-invalid`, `account-missing` (422),
   *   `sign-in-first`, `invitation-for-another`, `invitation-void` (403), `member-exists`, `email-taken` (409).
   */
  async execute({ actor, token, account }: AcceptInvitationCommand): Promise<AcceptedInvitation> {
    const hash = hashMailSecret(token);
    if (actor.kind === 'account') {
      if (actor.machine !== undefined)
        throw new DomainError('forbidden', 'person-required', 'People join teams, and no machine does.');
      return this.take.asAccount(hash, actor.accountId);
    }
    const invitation = await this.invitations.findByHash(hash, this.clock.now());
    if (invitation === null) return this.take.refuse();
    if ((await this.accounts.viewByEmail(invitation.email)) !== null)
      throw new DomainError('forbidden', 'sign-in-first', 'You have an account: sign in, and accept again.');
    if (account === undefined)
      throw new DomainError('invalid', 'account-missing', 'Send `account`: name, password and home market.', {
        errors: [{ pointer: '/account', code: 'account-missing', detail: 'There is no account yet.' }],
      });
    checkPassword(account.password, invitation.email);
    const displayName = parseDisplayName(account.displayName);
    const passwordHash = await this.passwords.hash(account.password);
    return this.take.asNewAccount(hash, { displayName, passwordHash, homeMarket: account.homeMarket });
  }
}
