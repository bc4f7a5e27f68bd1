import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { OrderIndex, type OrderView } from '../../persistence/order-index';

/** The orders of one account, newest first. */
@Injectable()
export class ListOrders {
  constructor(private readonly orders: OrderIndex) {}

  async execute(query: { accountId: string; page: PageRequest }): Promise<Page<OrderView>> {
    return this.orders.list(query.accountId, query.page);
  }
}
