import { Injectable } from '@nestjs/common';
import { GetAccount } from '@portolan/accounts';
import { TesterAddresses } from '@portolan/catalog';
import { DomainError } from '@portolan/platform';

/** Testers are known by the address of their account, once its owner has shown that they read its mail. */
@Injectable()
export class AccountAddresses extends TesterAddresses {
  constructor(private readonly getAccount: GetAccount) {
    super();
  }

  override async of(accountId: string): Promise<string | null> {
    try {
      const { email, emailVerified } = await this.getAccount.execute({ accountId });
      return emailVerified ? email.toLowerCase() : null;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'account-not-found') return null;
      throw error;
    }
  }
}
