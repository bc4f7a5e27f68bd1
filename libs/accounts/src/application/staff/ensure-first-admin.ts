import { Injectable } from '@nestjs/common';
import { Ids } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { checkPassword } from '../../domain/password-rule';
import { StaffRoles } from '../../persistence/staff-roles';
import { Passwords } from '../sign-in/passwords';
import { AppointFirstAdmin } from './appoint-first-admin';

export interface FirstAdminCommand {
  /** Left out: an account `admin@portolan.local` with a generated password. */
  credentials?: { email: string; password: string } | undefined;
  /** The account's home market (default `US`); its owner can change it. */
  homeMarket?: string;
}

/** `generatedPassword` is shown once and kept nowhere; null when the password was given. */
export interface FirstAdmin {
  accountId: string;
  email: string;
  generatedPassword: string | null;
}

const DEFAULT_EMAIL = 'admin@portolan.local';

/** Makes the first administrator of a store that has none. For the start of the process. */
@Injectable()
export class EnsureFirstAdmin {
  constructor(
    private readonly passwords: Passwords,
    private readonly staffRoles: StaffRoles,
    private readonly appoint: AppointFirstAdmin,
    private readonly ids: Ids,
  ) {}

  /**
   * Returns null when there is an administrator already, whoever asks again and however many processes start at once.
   * @throws DomainError `password-too-weak`, `email-invalid` (422); `email-taken` (409) when somebody registered
   *   the address before: an account that we did not make is not made an administrator.
   */
  async execute(command: FirstAdminCommand = {}): Promise<FirstAdmin | null> {
    if (await this.staffRoles.hasAdministrator()) return null;
    const generatedPassword = command.credentials === undefined ? this.ids.secret(18) : null;
    const password = command.credentials?.password ?? generatedPassword ?? '';
    const email = normaliseEmail(command.credentials?.email ?? DEFAULT_EMAIL);
    checkPassword(password, email);
    const passwordHash = await this.passwords.hash(password);
    const homeMarket = command.homeMarket ?? 'US';
    const accountId = await this.appoint.execute({ email, passwordHash, homeMarket });
    return accountId === null ? null : { accountId, email, generatedPassword };
  }
}
