import type Stripe from 'stripe';

/**
 * A resource as it is kept: what Stripe's types declare, with every reference as the id that an
 * unexpanded answer carries. Building records on the published types makes the compiler refuse a
 * body that lacks a field of the API version we claim to speak.
 */
export type Stored<T> = {
  [K in keyof T]: NonNullable<T[K]> extends string | number | boolean
    ? T[K]
    : string extends T[K]
      ? Extract<T[K], string | null | undefined>
      : T[K];
};

/** The states of a PaymentIntent, closed here although Stripe keeps the enum open. */
export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type PaymentIntent = Omit<Stored<Stripe.PaymentIntent>, 'status'> & { status: IntentStatus };
export type Charge = Stored<Stripe.Charge>;
export type Refund = Stored<Stripe.Refund>;
export type Dispute = Omit<Stored<Stripe.Dispute>, 'balance_transactions'> & {
  balance_transactions: BalanceTransaction[];
};
export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type Customer = Stored<Stripe.Customer>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;

/** `secret` is private: only the answer to the creation shows it, as at Stripe. */
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint> & { secret: string };

/** Which request caused an event; null ids for what the sandbox did by itself. */
export interface Cause {
  id: string | null;
  idempotency_key: string | null;
}

export interface SandboxEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: Cause;
  type: Stripe.Event.Type;
}

/** The API version of every event and of answers to requests that name none: that of stripe 23.1. */
export const API_VERSION: Stripe.LatestApiVersion = '2026-10-28.endive';

/** The one account behind every test key. */
export const ACCOUNT_ID = 'acct_portolansandbox';
