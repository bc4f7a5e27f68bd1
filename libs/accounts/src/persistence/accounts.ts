import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, TransactionHost, withConstraints } from '@portolan/platform';
import type { StaffRole } from '../domain/roles';
import { Account } from './entities/account.entity';

/** A person as they and staff see them. */
export interface AccountView {
  id: string;
  email: string;
  displayName: string;
  /** Market code. */
  homeMarket: string;
  staffRoles: StaffRole[];
  /** Whether its owner has shown that they read its mail. */
  emailVerified: boolean;
}

const VIEW = `SELECT a.id, a.email, a.display_name AS "displayName", a.home_market AS "homeMarket",
    ARRAY(SELECT r.role FROM staff_role r WHERE r.account_id = a.id ORDER BY r.role) AS "staffRoles",
    a.email_verified_at IS NOT NULL AS "emailVerified"
  FROM account a`;

/** People. */
@Injectable()
export class Accounts extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `email-taken` (409). */
  async add(account: Account): Promise<void> {
    await withConstraints(
      {
        account_email_unique: () =>
          new DomainError(
            'conflict',
            'email-taken',
            'There is an account with this e-mail address already.',
            {
              errors: [{ pointer: '/email', code: 'email-taken', detail: 'It is in use.' }],
            },
          ),
      },
      () => this.manager.insert(Account, account),
    );
  }

  /** Locked until the transaction ends. */
  findForChange(id: string): Promise<Account | null> {
    return this.manager.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async update(
    id: string,
    change: Partial<Pick<Account, 'displayName' | 'homeMarket'>>,
    at: Date,
  ): Promise<void> {
    await this.manager.update(Account, { id }, { ...change, updatedAt: at });
  }

  /** False if the address is another by now, or was confirmed before. */
  async markVerified(id: string, email: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE account a SET email_verified_at = $3, updated_at = $3
        WHERE a.id = $1 AND a.email = $2 AND a.email_verified_at IS NULL RETURNING a.id`,
      [id, email, at],
    );
    return row !== null;
  }

  async setPasswordHash(id: string, passwordHash: string, at: Date): Promise<void> {
    await this.manager.update(Account, { id }, { passwordHash, updatedAt: at });
  }

  async findCredentials(email: string | null): Promise<{ id: string; passwordHash: string } | null> {
    if (email === null) return null;
    return this.queryOne(`SELECT a.id, a.password_hash AS "passwordHash" FROM account a WHERE a.email = $1`, [
      email,
    ]);
  }

  view(id: string): Promise<AccountView | null> {
    return this.queryOne<AccountView>(`${VIEW} WHERE a.id = $1`, [id]);
  }

  viewByEmail(email: string): Promise<AccountView | null> {
    return this.queryOne<AccountView>(`${VIEW} WHERE a.email = $1`, [email]);
  }
}
