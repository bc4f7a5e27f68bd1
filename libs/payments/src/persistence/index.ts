import { EntitlementRepository } from './entitlement-repository';
import { HolderCounts } from './holder-counts';
import { InboxRepository } from './inbox-repository';
import { LibraryIndex } from './library-index';
import { OrderIndex } from './order-index';
import { OrderRepository } from './order-repository';
import { PriceList } from './price-list';
import { PriceRepository } from './price-repository';
import { RateRepository } from './rate-repository';
import { RefundRepository } from './refund-repository';
import { SalesIndex } from './sales-index';

export const REPOSITORIES = [
  EntitlementRepository,
  HolderCounts,
  InboxRepository,
  LibraryIndex,
  OrderIndex,
  OrderRepository,
  PriceList,
  PriceRepository,
  RateRepository,
  RefundRepository,
  SalesIndex,
];
