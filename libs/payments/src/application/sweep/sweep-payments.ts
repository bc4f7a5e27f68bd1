import { Logger } from '@nestjs/common';
import { Clock, HandlesJob, type JobHandler, Scheduled } from '@portolan/platform';
import { sweepTimes } from '../../domain/sweep-schedule';
import { OrderRepository } from '../../persistence/order-repository';
import { RefundRepository } from '../../persistence/refund-repository';
import { SendRefund } from '../refunds/send-refund';
import { ReconcileOrder } from './reconcile-order';

/** Looks at so many orders and refunds in one minute at most. */
const BATCH = 100;

/** Every minute: asks the provider about whatever has been open for too long. One that fails does not stop the others. */
@HandlesJob('payments:sweep')
@Scheduled('* * * * *')
export class SweepPayments implements JobHandler {
  private readonly logger = new Logger(SweepPayments.name);

  constructor(
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly reconcileOrder: ReconcileOrder,
    private readonly sendRefund: SendRefund,
    private readonly clock: Clock,
  ) {}

  async handle(): Promise<void> {
    const now = this.clock.now();
    const times = sweepTimes(now);
    for (const orderId of await this.orders.claimDue(now, times, BATCH))
      await this.attempt(`order ${orderId}`, () => this.reconcileOrder.execute({ orderId }));
    for (const refundId of await this.refunds.claimDue(now, times, BATCH))
      await this.attempt(`refund ${refundId}`, () => this.sendRefund.execute({ refundId }));
  }

  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`The ${what} could not be reconciled: ${String(error)}`);
    }
  }
}
