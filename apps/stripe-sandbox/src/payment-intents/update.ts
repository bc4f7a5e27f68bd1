import { endpoint } from '../http/endpoint';
import { checkChargeAmount, checkCurrency } from '../world/currencies';
import { applyDetails } from './details';
import { moveTo, requireAllowed } from './lifecycle/machine';
import { updateParams } from './parameters';

/**
 * Changes an intent. What decides the payment can change only before it is confirmed, and a change
 * during a challenge asks for a new confirmation; description, metadata and the like always can.
 */
export const update = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:id',
  returns: 'payment_intent',
  params: updateParams,
  handle(world, { id, params }) {
    const intent = world.paymentIntents.get(id, 'intent');
    const { amount, currency, capture_method: captureMethod } = params;
    const decisive = [amount, currency, captureMethod, params.payment_method, params.customer];
    if (decisive.some((value) => value !== undefined)) requireAllowed(intent, 'change the amount of');
    const newCurrency = currency === undefined ? intent.currency : checkCurrency(currency);
    if (amount !== undefined || currency !== undefined)
      checkChargeAmount(amount ?? intent.amount, newCurrency);
    applyDetails(world, intent, params);
    intent.currency = newCurrency;
    if (amount !== undefined) intent.amount = amount;
    if (captureMethod !== undefined) intent.capture_method = captureMethod;
    if (intent.status === 'requires_action' && (amount !== undefined || currency !== undefined)) {
      moveTo(intent, 'requires_confirmation');
      intent.next_action = null;
    }
    return intent;
  },
});
