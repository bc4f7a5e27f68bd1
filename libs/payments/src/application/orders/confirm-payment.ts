import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { PAYMENTS_OPTIONS, type PaymentsOptions } from '../../payments-options';
import { type Payment, PaymentGateway } from '../ports/payment-gateway';

/** Payment states in which a payment method may still be tried. */
const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export function isConfirmable(payment: Payment): boolean {
  return CONFIRMABLE.includes(payment.status);
}

/** Tries a payment method on the server, as a client would do at the provider itself. Never inside a transaction. */
@Injectable()
export class ConfirmPayment {
  constructor(
    private readonly gateway: PaymentGateway,
    @Inject(PAYMENTS_OPTIONS) private readonly options: PaymentsOptions,
  ) {}

  /**
   * A payment that is through already is returned as it is.
   * @param attempt.key the client's idempotency key: the same key never tries a card twice
   * @throws DomainError `payment-failed` (402) with `orderId`, and what the gateway throws
   */
  async execute(attempt: {
    orderId: string;
    payment: Payment;
    paymentMethod: string;
    key: string;
  }): Promise<Payment> {
    const { orderId, payment, paymentMethod, key } = attempt;
    if (!isConfirmable(payment)) return payment;
    const digest = createHash('sha256')
      .update(JSON.stringify([key, paymentMethod]))
      .digest('hex');
    try {
      return await this.gateway.confirmPayment({
        paymentId: payment.id,
        paymentMethod,
        returnUrl: this.options.returnUrl(orderId),
        key: `confirm:${orderId}:${digest}`,
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { kind, code, detail, headers } = error;
      throw new DomainError(kind, code, detail, {
        headers,
        extra: { ...error.extra, orderId },
        cause: error,
      });
    }
  }
}
