import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler, JobQueue, Transactional } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { Accounts } from '../../persistence/accounts';
import { AccountMail } from '../mail/account-mail';

const JOB = 'accounts:send-password-reset';

/**
 * Asks for a mail with which a password can be set anew. Whether there is such an account is found out by a job: neither the
 * answer nor its time tells.
 */
@Injectable()
export class RequestPasswordReset {
  constructor(private readonly jobs: JobQueue) {}

  /** @throws DomainError `email-invalid` (422). */
  async execute(command: { email: string }): Promise<void> {
    await this.jobs.add(JOB, { email: normaliseEmail(command.email) });
  }
}

/** Sends that mail if there is an account; an earlier one is void. */
@HandlesJob(JOB)
export class SendPasswordReset implements JobHandler {
  constructor(
    private readonly accounts: Accounts,
    private readonly mail: AccountMail,
  ) {}

  @Transactional()
  async handle(payload: unknown): Promise<void> {
    const { email } = payload as { email: string };
    const account = await this.accounts.viewByEmail(email);
    if (account !== null) await this.mail.sendToken('reset-password', account);
  }
}
