import { Injectable } from '@nestjs/common';
import { accessAllows, PublisherMembership, rolesWith } from '@portolan/accounts';
import { FindOwnerOf, SharingAccounts } from '@portolan/catalog';
import { BuyerDirectory } from '@portolan/payments';

const MAY_READ = { roles: rolesWith('apps:read'), permission: 'apps:read' } as const;

/** Teams are known to the accounts, home markets to whoever sells. */
@Injectable()
export class TeamAndMarkets extends SharingAccounts {
  constructor(
    private readonly findOwnerOf: FindOwnerOf,
    private readonly membership: PublisherMembership,
    private readonly buyers: BuyerDirectory,
  ) {
    super();
  }

  override async isOfTeam(accountId: string, appId: string): Promise<boolean> {
    const owner = await this.findOwnerOf.execute('app', appId);
    if (owner === null) return false;
    const access = await this.membership.accessOf(accountId, owner.publisherId);
    return access !== null && accessAllows(access, { ...MAY_READ, app: appId });
  }

  override homeMarketOf(accountId: string): Promise<string | null> {
    return this.buyers.homeMarketOf(accountId);
  }
}
