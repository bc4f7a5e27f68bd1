import { Inject, Injectable } from '@nestjs/common';
import { Clock, Ids, MailQueue } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import {
  type MailText,
  type Notice,
  noticeText,
  resetPasswordText,
  secretWords,
  verifyEmailText,
  type SecretWords,
} from '../../domain/mail/texts';
import { Accounts } from '../../persistence/accounts';
import { Members } from '../../persistence/members';
import { AccountTokens, type TokenPurpose } from '../../persistence/mail/account-tokens';

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<TokenPurpose, number> = { 'verify-email': 72 * HOUR_MS, 'reset-password': HOUR_MS };
const TEXT: Record<TokenPurpose, (words: string) => MailText> = {
  'verify-email': verifyEmailText,
  'reset-password': resetPasswordText,
};

/** Secrets in mails have 256 random bits, so that a fast hash is enough. */
export function hashMailSecret(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Writes to people about their accounts, inside the use case's transaction. */
@Injectable()
export class AccountMail {
  readonly words: SecretWords;

  constructor(
    @Inject(ACCOUNTS_OPTIONS) { accountPages, issuer }: AccountsOptions,
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly tokens: AccountTokens,
    private readonly mail: MailQueue,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.words = secretWords(accountPages, issuer);
  }

  /** Sends a secret to an account's address; an earlier one of the same purpose is void. */
  async sendToken(purpose: TokenPurpose, account: { id: string; email: string }): Promise<void> {
    const token = this.ids.secret(32);
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFE_MS[purpose]);
    const { id: accountId, email } = account;
    await this.tokens.replace({
      hash: hashMailSecret(token),
      accountId,
      purpose,
      email,
      createdAt,
      expiresAt,
    });
    await this.send(email, `account.${purpose}`, TEXT[purpose](this.words(purpose, token)));
  }

  /** Tells somebody what happened to their account. `about` names what it concerns. */
  async notice(accountId: string, notice: Notice, about: string | null = null): Promise<void> {
    const account = await this.accounts.view(accountId);
    if (account === null) return;
    await this.send(account.email, `notice.${notice}`, noticeText(notice, this.clock.now(), about));
  }

  /** Tells every owner of a publisher. */
  async noticeToOwners(publisherId: string, notice: Notice, about: string): Promise<void> {
    for (const accountId of await this.members.ownersOf(publisherId))
      await this.notice(accountId, notice, about);
  }

  async send(to: string, kind: string, text: MailText): Promise<void> {
    await this.mail.add({ to, kind, ...text });
  }
}
