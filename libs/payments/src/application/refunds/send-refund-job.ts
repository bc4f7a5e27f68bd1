import { HandlesJob, type JobHandler } from '@portolan/platform';
import { SendRefund } from './send-refund';

/** Tells the provider of one refund; payload `{ refundId }`. */
export const SEND_REFUND = 'payments:send-refund';

@HandlesJob(SEND_REFUND)
export class SendRefundJob implements JobHandler {
  constructor(private readonly sendRefund: SendRefund) {}

  async handle(payload: unknown): Promise<void> {
    await this.sendRefund.execute(payload as { refundId: string });
  }
}
