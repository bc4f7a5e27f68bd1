import { NO_BILLING_DETAILS } from '../payment-methods/payment-methods';
import type { Charge, PaymentIntent, PaymentMethod } from '../world/resources';
import type { World } from '../world/world';

/** How an attempt to charge ended, as far as the charge itself shows it. */
export type ChargeResult =
  | { kind: 'paid'; captured: boolean; authenticated: boolean }
  | { kind: 'pending' }
  | { kind: 'failed'; code: string; declineCode: string; message: string; blocked: boolean };

/** Records the charge of one attempt to pay an intent. */
export function insertCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  result: ChargeResult,
): Charge {
  const paid = result.kind === 'paid';
  const failed = result.kind === 'failed';
  const captured = result.kind === 'pending' || (paid && result.captured);
  return world.charges.insert({
    id: world.ids.next('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured && paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: structuredClone(method.billing_details ?? NO_BILLING_DETAILS),
    calculated_statement_descriptor: intent.statement_descriptor ?? 'PORTOLAN SANDBOX',
    captured,
    created: world.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failed ? result.code : null,
    failure_message: failed ? result.message : null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(result),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(intent, method, paid && result.authenticated),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: paid ? 'succeeded' : failed ? 'failed' : 'pending',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  });
}

function outcomeOf(result: ChargeResult): Charge['outcome'] {
  const base = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (result.kind !== 'failed') {
    return {
      ...base,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  return {
    ...base,
    network_status: result.blocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: result.blocked ? 'highest_risk_level' : result.declineCode,
    risk_level: result.blocked ? 'highest' : 'normal',
    seller_message: result.blocked ? 'Blocked as too risky.' : 'The bank refused the payment.',
    type: result.blocked ? 'blocked' : 'issuer_declined',
  };
}

function detailsOf(
  intent: PaymentIntent,
  method: PaymentMethod,
  authenticated: boolean,
): Charge['payment_method_details'] {
  const { card, us_bank_account: bank } = method;
  if (card) {
    return {
      type: 'card',
      card: {
        amount_authorized: intent.amount,
        authorization_code: null,
        brand: card.brand,
        checks: card.checks,
        country: card.country,
        electronic_commerce_indicator: null,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        extended_authorization: { status: 'disabled' },
        fingerprint: card.fingerprint ?? null,
        funding: card.funding,
        incremental_authorization: { status: 'unavailable' },
        installments: null,
        last4: card.last4,
        mandate: null,
        multicapture: { status: 'unavailable' },
        network: card.brand,
        network_token: { used: false },
        network_transaction_id: null,
        overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
        regulated_status: card.regulated_status,
        three_d_secure: authenticated ? THREE_D_SECURE_PASSED : null,
        transaction_link_id: null,
        wallet: null,
      },
    };
  }
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: bank?.account_holder_type ?? null,
      account_type: bank?.account_type ?? null,
      bank_name: bank?.bank_name ?? null,
      fingerprint: bank?.fingerprint ?? null,
      last4: bank?.last4 ?? null,
      payment_reference: null,
      routing_number: bank?.routing_number ?? null,
    },
  };
}

const THREE_D_SECURE_PASSED = {
  authentication_flow: 'challenge' as const,
  electronic_commerce_indicator: '05' as const,
  exemption_indicator: null,
  result: 'authenticated' as const,
  result_reason: null,
  transaction_id: null,
  version: '2.2.0' as const,
};
