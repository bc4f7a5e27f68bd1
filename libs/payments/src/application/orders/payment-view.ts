import type { OrderView } from '../../persistence/order-index';
import type { Payment, PaymentStatus } from '../ports/payment-gateway';

/** What a client needs to go on with a payment. */
export interface PaymentView {
  status: PaymentStatus;
  /** With the publishable key: lets the customer's device confirm this one payment at the provider. */
  clientSecret: string | null;
  publishableKey: string;
  /** Where the customer has to go next (3-D Secure), if anywhere. */
  nextActionUrl: string | null;
}

/** An order and, while it waits for money, its payment. */
export interface OrderWithPayment {
  order: OrderView;
  payment: PaymentView | null;
}

export function paymentView(payment: Payment, publishableKey: string): PaymentView {
  const { status, clientSecret, nextActionUrl } = payment;
  return { status, clientSecret, publishableKey, nextActionUrl };
}
