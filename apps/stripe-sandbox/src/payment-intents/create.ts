import { endpoint } from '../http/endpoint';
import { invalidParameter } from '../http/stripe-problem';
import { checkChargeAmount, checkCurrency } from '../world/currencies';
import type { PaymentIntent } from '../world/resources';
import type { World } from '../world/world';
import { checkConfirmation, confirmIntent } from './confirm';
import { applyDetails } from './details';
import { createParams } from './parameters';

/**
 * Creates an intent, and confirms it at once with `confirm=true`: a declined confirmation answers
 * 402 and yet leaves the intent behind, as at Stripe.
 */
export const create = endpoint({
  method: 'POST',
  path: '/v1/payment_intents',
  returns: 'payment_intent',
  params: createParams,
  handle(world, { params }) {
    const currency = checkCurrency(params.currency);
    checkChargeAmount(params.amount, currency);
    if (params.confirm !== true) refuseConfirmationOnly(params);
    else if (params.payment_method === undefined) {
      throw invalidParameter('payment_method', 'confirm=true needs a payment_method.', 'parameter_missing');
    }
    const intent = draft(world, params.amount, currency);
    if (params.capture_method) intent.capture_method = params.capture_method;
    if (params.confirmation_method) intent.confirmation_method = params.confirmation_method;
    if (params.automatic_payment_methods) {
      const { enabled, allow_redirects } = params.automatic_payment_methods;
      intent.automatic_payment_methods = enabled
        ? { allow_redirects: allow_redirects ?? 'always', enabled }
        : null;
    }
    applyDetails(world, intent, params);
    if (params.confirm === true)
      checkConfirmation(world, intent, { ...params, payment_method: undefined }, 'secret');
    world.paymentIntents.insert(intent);
    world.emit('payment_intent.created', intent);
    return params.confirm === true ? confirmIntent(world, intent, params) : intent;
  },
});

const CONFIRMATION_ONLY = ['error_on_requires_action', 'off_session', 'return_url'] as const;

function refuseConfirmationOnly(params: Partial<Record<(typeof CONFIRMATION_ONLY)[number], unknown>>): void {
  for (const name of CONFIRMATION_ONLY) {
    if (params[name] !== undefined)
      throw invalidParameter(name, `${name} can only be given together with confirm=true.`);
  }
}

function draft(world: World, amount: number, currency: string): PaymentIntent {
  const id = world.ids.next('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${world.ids.secret('client_secret', 25)}`,
    confirmation_method: 'automatic',
    created: world.clock.now(),
    currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}
