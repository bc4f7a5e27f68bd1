/** How to reach Stripe. */
export interface StripeOptions {
  /** `sk_...` or `rk_...` */
  secretKey: string;
  /** `pk_...`, handed to clients. */
  publishableKey: string;
  /** `whsec_...`, signs what Stripe sends. */
  webhookSecret: string;
  /** Another address than https://api.stripe.com, e.g. `http://127.0.0.1:12111`. */
  apiBase?: string | undefined;
}

/** Injection token of `StripeOptions`. */
export const STRIPE_OPTIONS = Symbol('StripeOptions');
