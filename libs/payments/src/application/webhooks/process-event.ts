import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { type InboxEvent, InboxRepository } from '../../persistence/inbox-repository';
import { RecordPayment } from '../orders/record-payment';
import { PaymentGateway } from '../ports/payment-gateway';
import { SettleRefund } from '../refunds/settle-refund';

/**
 * Acts on one stored event. The object is fetched again, so the order in which events arrive does not matter; acting twice
 * comes to the same end. An error leaves the event open, and the queue tries again.
 */
@Injectable()
export class ProcessEvent {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly gateway: PaymentGateway,
    private readonly recordPayment: RecordPayment,
    private readonly settleRefund: SettleRefund,
    private readonly clock: Clock,
  ) {}

  async execute({ eventId }: { eventId: string }): Promise<void> {
    const event = await this.inbox.find(eventId);
    if (event === null || event.processed) return;
    await this.inbox.close(eventId, await this.actOn(event), this.clock.now());
  }

  /** @returns what came of it, for the record */
  private async actOn(event: InboxEvent): Promise<string> {
    const { objectType, objectId, paymentId } = event;
    try {
      if (objectType === 'refund' && objectId !== null)
        return await this.settleRefund.execute(await this.gateway.getRefund(objectId));
      if ((objectType === 'payment_intent' || objectType === 'charge') && paymentId !== null)
        return await this.recordPayment.execute(await this.gateway.getPayment(paymentId));
    } catch (error) {
      const isGone =
        error instanceof DomainError &&
        error.code === 'payment-state-conflict' &&
        error.extra.reason === 'resource_missing';
      if (!isGone) throw error;
      return 'object-unknown-to-provider';
    }
    return 'ignored';
  }
}
