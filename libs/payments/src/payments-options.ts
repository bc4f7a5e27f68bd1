import type { StripeOptions } from './stripe/stripe-options';

/** What payments is told when it is set up. */
export interface PaymentsOptions {
  stripe: StripeOptions;
  /** Where a customer comes back to after a redirect (3-D Secure). */
  returnUrl: (orderId: string) => string;
}

/** Injection token of `PaymentsOptions`. */
export const PAYMENTS_OPTIONS = Symbol('PaymentsOptions');
