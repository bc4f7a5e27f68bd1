import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { OrderIndex, type OrderView } from '../../persistence/order-index';

/** One order. */
@Injectable()
export class GetOrder {
  constructor(private readonly orders: OrderIndex) {}

  /**
   * @param query.accountId whose order it must be; null: anybody's (staff)
   * @throws DomainError `order-not-found`, for another account's order too
   */
  async execute(query: { orderId: string; accountId: string | null }): Promise<OrderView> {
    const order = await this.orders.get(query.orderId, query.accountId);
    if (order === null) throw notFound('order');
    return order;
  }
}
