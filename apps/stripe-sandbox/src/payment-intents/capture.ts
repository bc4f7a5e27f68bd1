import { settleCharge } from '../charges/settle';
import { openDispute } from '../disputes/dispute';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { invalidParameter } from '../http/stripe-problem';
import { behaviourOf } from '../payment-methods/payment-methods';
import { checkStep, formatAmount } from '../world/currencies';
import { moveTo, requireAllowed } from './lifecycle/machine';
import { captureParams } from './parameters';

/** Takes what was authorised, or less; what is not captured now is released for good. */
export const capture = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:id/capture',
  returns: 'payment_intent',
  params: captureParams,
  handle(world, { id, params }) {
    const intent = world.paymentIntents.get(id, 'intent');
    requireAllowed(intent, 'capture');
    const amount = params.amount_to_capture ?? intent.amount_capturable;
    checkStep(amount, intent.currency, 'amount_to_capture');
    if (amount > intent.amount_capturable) {
      const limit = formatAmount(intent.amount_capturable, intent.currency);
      throw invalidParameter('amount_to_capture', `At most ${limit} can be captured.`, 'amount_too_large');
    }
    const charge = world.charges.get(intent.latest_charge ?? '');
    charge.captured = true;
    charge.amount_captured = amount;
    intent.metadata = mergeMetadata(intent.metadata, params.metadata);
    moveTo(intent, 'succeeded');
    intent.amount_capturable = 0;
    intent.amount_received = amount;
    settleCharge(world, charge);
    world.emit('charge.captured', charge);
    world.emit('payment_intent.succeeded', intent);
    const { dispute } = behaviourOf(world, charge.payment_method ?? '');
    if (dispute) openDispute(world, charge, dispute.reason, dispute.inquiry === true);
    return intent;
  },
});
