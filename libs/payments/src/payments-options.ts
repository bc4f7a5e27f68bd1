import type { StripeOptions } from './stripe/stripe-options';

export interface PaymentsOptions {
  stripe: StripeOptions;
  /** Where a customer comes back to after a redirect (3-D Secure). */
  returnUrl: (orderId: string) => string;
}

export const PAYMENTS_OPTIONS = Symbol('PaymentsOptions');
