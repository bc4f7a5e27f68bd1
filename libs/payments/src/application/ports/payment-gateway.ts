import type { Money } from '@portolan/platform';

/**
 * How far a payment is, in the provider's words. The list is open: what is not named here is neither paid nor over.
 */
export type PaymentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'
  | (string & {});

/** A payment as the provider holds it. */
export interface Payment {
  id: string;
  /** The order that it was made for, from the metadata that we sent; null for a payment that is not ours. */
  orderId: string | null;
  status: PaymentStatus;
  amount: Money;
  received: Money;
  /** Lets the customer's own device confirm this one payment. */
  clientSecret: string | null;
  /** Where the customer has to go to go on (3-D Secure), if anywhere. */
  nextActionUrl: string | null;
  lastError: PaymentFault | null;
  /** Where the payment method that paid was issued (ISO 3166-1); null: nothing was paid, or it is not said. */
  country: string | null;
}

/** Why the last attempt was refused, in words for the customer. */
export interface PaymentFault {
  code: string;
  declineCode: string | null;
  message: string;
}

/** A refund as the provider holds it. `pending` and `requires_action` are still on their way. */
export interface ProviderRefund {
  /** Null: the provider refused to begin it. */
  id: string | null;
  /** Our own id of it, from the metadata that we sent; null for a refund made elsewhere. */
  refundId: string | null;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled' | (string & {});
  failureReason: string | null;
}

/** A notification whose signature holds. Only ids are taken from it: what it says may be old. */
export interface ProviderEvent {
  id: string;
  type: string;
  objectType: string;
  objectId: string | null;
  /** The payment that the object belongs to, or is. */
  paymentId: string | null;
  payload: object;
}

/**
 * The payment provider. Nothing here is ever called inside a database transaction. Each call that changes something
 * carries a key derived from a row of ours, so that sending it again changes nothing more.
 *
 * All methods throw DomainError: `payment-failed` (402, with `declineCode`), `payment-method-unknown` (422),
 * `payment-state-conflict` (409), `payment-provider-busy` (503), `payment-provider-failed` (502: it may or may not have
 * happened).
 */
export abstract class PaymentGateway {
  /** What clients identify the store with. */
  abstract readonly publishableKey: string;
  /** Key `order:<id>`. */
  abstract createPayment(order: { orderId: string; total: Money }): Promise<Payment>;
  abstract getPayment(paymentId: string): Promise<Payment>;
  /** By the order's id in the metadata. The provider's search may lag behind by a minute. */
  abstract findPaymentOf(orderId: string): Promise<Payment | null>;
  /** Where a payment method was issued (ISO 3166-1); null for kinds that do not say. */
  abstract countryOf(paymentMethod: string): Promise<string | null>;
  abstract confirmPayment(confirmation: {
    paymentId: string;
    paymentMethod: string;
    returnUrl: string;
    key: string;
  }): Promise<Payment>;
  /** Ends a payment that took nothing. @throws DomainError `payment-state-conflict` when it is too late. */
  abstract cancelPayment(paymentId: string): Promise<Payment>;
  /** Key `refund:<id>`. */
  abstract refund(refund: { refundId: string; paymentId: string; amount: Money }): Promise<ProviderRefund>;
  abstract getRefund(providerRefundId: string): Promise<ProviderRefund>;
  /** Among the refunds of a payment, the one with our id in its metadata. */
  abstract findRefundOf(paymentId: string, refundId: string): Promise<ProviderRefund | null>;
  /**
   * Checks the signature over the exact bytes before anything is parsed.
   * @throws DomainError `signature-invalid` (400)
   */
  abstract readEvent(body: Buffer, signature: string): ProviderEvent;
}
