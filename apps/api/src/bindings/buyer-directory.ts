import { Injectable } from '@nestjs/common';
import { GetAccount } from '@portolan/accounts';
import { BuyerDirectory } from '@portolan/payments';
import { DomainError } from '@portolan/platform';

/** Buyers are accounts. */
@Injectable()
export class AccountBuyers extends BuyerDirectory {
  constructor(private readonly getAccount: GetAccount) {
    super();
  }

  override async homeMarketOf(accountId: string): Promise<string | null> {
    try {
      return (await this.getAccount.execute({ accountId })).homeMarket;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'account-not-found') return null;
      throw error;
    }
  }
}
