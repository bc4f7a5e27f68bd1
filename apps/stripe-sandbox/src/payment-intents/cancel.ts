import { endpoint } from '../http/endpoint';
import { moveTo, requireAllowed } from './lifecycle/machine';
import { cancelParams } from './parameters';

/** Ends an intent that has not taken money; an authorisation is released. */
export const cancel = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:id/cancel',
  returns: 'payment_intent',
  params: cancelParams,
  handle(world, { id, params }) {
    const intent = world.paymentIntents.get(id, 'intent');
    requireAllowed(intent, 'cancel');
    const authorised =
      intent.status === 'requires_capture' ? world.charges.find(intent.latest_charge ?? '') : undefined;
    moveTo(intent, 'canceled');
    intent.amount_capturable = 0;
    intent.canceled_at = world.clock.now();
    intent.cancellation_reason = params.cancellation_reason ?? null;
    intent.next_action = null;
    if (authorised) {
      authorised.refunded = true;
      authorised.amount_refunded = authorised.amount;
      world.emit('charge.refunded', authorised);
    }
    world.emit('payment_intent.canceled', intent);
    return intent;
  },
});
