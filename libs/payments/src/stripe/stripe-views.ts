import { Money } from '@portolan/platform';
import type Stripe from 'stripe';
import type {
  Payment,
  PaymentFault,
  ProviderEvent,
  ProviderRefund,
} from '../application/ports/payment-gateway';

/** Metadata keys under which our own ids travel. */
export const ORDER_ID = 'order_id';
export const REFUND_ID = 'refund_id';

/** With its last charge expanded, where it is asked who paid. */
export function paymentView(intent: Stripe.PaymentIntent): Payment {
  const charge = intent.latest_charge;
  return {
    id: intent.id,
    orderId: intent.metadata[ORDER_ID] ?? null,
    status: intent.status,
    amount: Money.fromProviderAmount(intent.amount, intent.currency),
    received: Money.fromProviderAmount(intent.amount_received, intent.currency),
    clientSecret: intent.client_secret,
    nextActionUrl: intent.next_action?.redirect_to_url?.url ?? null,
    lastError: faultView(intent.last_payment_error),
    country: typeof charge === 'object' ? countryOf(charge?.payment_method_details ?? {}) : null,
  };
}

/** Of the kinds that name a country; all others say nothing. */
export function countryOf(method: {
  card?: { country?: string | null };
  sepa_debit?: { country?: string | null };
  us_bank_account?: object;
}): string | null {
  return method.card?.country ?? method.sepa_debit?.country ?? (method.us_bank_account ? 'US' : null);
}

function faultView(fault: Stripe.PaymentIntent['last_payment_error']): PaymentFault | null {
  if (fault === null) return null;
  return {
    code: fault.code ?? fault.type,
    declineCode: fault.decline_code ?? null,
    message: fault.message ?? 'The payment was refused.',
  };
}

export function refundView(refund: Stripe.Refund): ProviderRefund {
  return {
    id: refund.id,
    refundId: refund.metadata?.[REFUND_ID] ?? null,
    status: refund.status ?? 'pending',
    failureReason: refund.failure_reason ?? null,
  };
}

interface EventObject {
  id?: unknown;
  object?: unknown;
  payment_intent?: unknown;
}

export function eventView(event: Stripe.Event): ProviderEvent {
  const object = event.data.object as EventObject;
  const objectType = typeof object.object === 'string' ? object.object : 'unknown';
  const objectId = typeof object.id === 'string' ? object.id : null;
  const parent = typeof object.payment_intent === 'string' ? object.payment_intent : null;
  return {
    id: event.id,
    type: event.type,
    objectType,
    objectId,
    paymentId: objectType === 'payment_intent' ? objectId : parent,
    payload: event,
  };
}
