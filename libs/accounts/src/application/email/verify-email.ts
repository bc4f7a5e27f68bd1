import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { Accounts } from '../../persistence/accounts';
import { AccountTokens } from '../../persistence/mail/account-tokens';
import { hashMailSecret } from '../mail/account-mail';

/** Whatever was sent by mail and is not good any more, or never was. */
export function codeInvalid(): DomainError {
  return new DomainError(
    'invalid',
    'code-invalid',
    'The code is unknown, used or expired: ask for a new one.',
  );
}

/** Takes the code of a mail as proof that its reader owns the address. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly tokens: AccountTokens,
    private readonly accounts: Accounts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `code-invalid` (422). */
  @Transactional()
  async execute({ token }: { token: string }): Promise<void> {
    const now = this.clock.now();
    const used = await this.tokens.use(hashMailSecret(token), 'verify-email', now);
    if (used === null) throw codeInvalid();
    const { accountId, email } = used;
    const verified = await this.accounts.markVerified(accountId, email, now);
    if (!verified) return;
    await this.audit.record({
      actor: { kind: 'account', accountId, staffRoles: [] },
      action: 'account.verify-email',
      subject: { type: 'account', id: accountId },
    });
  }
}
