import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { Refund } from '../../domain/refunds/refund';
import type { OrderView } from '../../persistence/order-index';
import { GetOrder } from '../orders/get-order';
import { type RefundRequest, ReserveRefund } from './reserve-refund';
import { SendRefund } from './send-refund';

/** A refund: the amount set aside in one transaction, then the provider told outside of any. */
@Injectable()
export class RefundOrder {
  private readonly logger = new Logger(RefundOrder.name);

  constructor(
    private readonly reserveRefund: ReserveRefund,
    private readonly sendRefund: SendRefund,
    private readonly getOrder: GetOrder,
  ) {}

  /**
   * @returns the order; a provider that does not answer leaves the refund `requested`, and the sweeper goes on with it
   * @throws DomainError what ReserveRefund throws
   */
  async execute(request: RefundRequest): Promise<OrderView> {
    const refund = await this.reserve(request);
    try {
      await this.sendRefund.execute({ refundId: refund.id });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(`Refund ${refund.id} waits for the sweeper: ${error.message}`);
    }
    return this.getOrder.execute({ orderId: refund.orderId, accountId: null });
  }

  private async reserve(request: RefundRequest): Promise<Refund> {
    try {
      return await this.reserveRefund.execute(request);
    } catch (error) {
      // The request that won has committed by now: this finds its refund.
      if (error instanceof DomainError && error.code === 'refund-key-raced')
        return this.reserveRefund.execute(request);
      throw error;
    }
  }
}
