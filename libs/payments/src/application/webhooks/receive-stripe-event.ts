import { Injectable } from '@nestjs/common';
import { PaymentGateway } from '../ports/payment-gateway';
import { StoreEvent } from './store-event';

/** Takes in what Stripe tells: checks the signature over the exact bytes, keeps the event, and lets a job act on it. */
@Injectable()
export class ReceiveStripeEvent {
  constructor(
    private readonly gateway: PaymentGateway,
    private readonly storeEvent: StoreEvent,
  ) {}

  /**
   * When this returns the event is stored, now or earlier.
   * @throws DomainError `signature-invalid` (400)
   */
  async execute({ body, signature }: { body: Buffer; signature: string }): Promise<void> {
    const event = this.gateway.readEvent(body, signature);
    await this.storeEvent.execute({ source: 'stripe', event });
  }
}
