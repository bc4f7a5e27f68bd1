import { Global, Module } from '@nestjs/common';
import { PublisherApps } from '@portolan/accounts';
import {
  AppHolders,
  PriceConverter,
  PublisherMail,
  Reviewers,
  SharingAccounts,
  TesterAddresses,
} from '@portolan/catalog';
import { BuyerDirectory, Deliverables, ItemDirectory } from '@portolan/payments';
import { HoldersOf, RevenueOf } from '@portolan/regions';
import { OwnerDirectory } from '../auth/owner-directory';
import { PaymentsAppHolders } from './app-holders';
import { AccountBuyers } from './buyer-directory';
import { CatalogDeliverables } from './deliverables';
import { PaymentsHolders } from './holders-of';
import { CatalogItems } from './item-directory';
import { CatalogOwners } from './owner-directory';
import { PaymentsPriceConverter } from './price-converter';
import { CatalogPublisherApps } from './publisher-apps';
import { TeamMail } from './publisher-mail';
import { PaymentsRevenue } from './revenue-of';
import { StaffReviewers } from './reviewers';
import { TeamAndMarkets } from './testing/sharing-accounts';
import { AccountAddresses } from './testing/tester-addresses';

/** Where a library or the API needs something that another library knows: each port and what it is bound to. */
@Global()
@Module({
  providers: [
    { provide: OwnerDirectory, useClass: CatalogOwners },
    { provide: PublisherApps, useClass: CatalogPublisherApps },
    { provide: BuyerDirectory, useClass: AccountBuyers },
    { provide: Deliverables, useClass: CatalogDeliverables },
    { provide: ItemDirectory, useClass: CatalogItems },
    { provide: TesterAddresses, useClass: AccountAddresses },
    { provide: SharingAccounts, useClass: TeamAndMarkets },
    { provide: AppHolders, useClass: PaymentsAppHolders },
    { provide: PublisherMail, useClass: TeamMail },
    { provide: PriceConverter, useClass: PaymentsPriceConverter },
    { provide: Reviewers, useClass: StaffReviewers },
    { provide: HoldersOf, useClass: PaymentsHolders },
    { provide: RevenueOf, useClass: PaymentsRevenue },
  ],
  exports: [
    OwnerDirectory,
    PublisherApps,
    BuyerDirectory,
    Deliverables,
    ItemDirectory,
    TesterAddresses,
    SharingAccounts,
    AppHolders,
    PriceConverter,
    PublisherMail,
    Reviewers,
    HoldersOf,
    RevenueOf,
  ],
})
export class BindingsModule {}
