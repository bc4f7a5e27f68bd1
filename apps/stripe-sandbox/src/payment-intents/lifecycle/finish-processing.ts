import { settleCharge } from '../../charges/settle';
import { behaviourOf } from '../../payment-methods/payment-methods';
import type { World } from '../../world/world';
import { recordRefusal } from './attempt';
import { moveTo } from './machine';

/** The end of a bank debit that was processing: paid, or refused by the bank. */
export function finishProcessing(world: World, intentId: string): void {
  const intent = world.paymentIntents.get(intentId, 'intent');
  if (intent.status !== 'processing') return;
  const charge = world.charges.get(intent.latest_charge ?? '');
  const method = world.paymentMethods.get(charge.payment_method ?? '', 'payment_method');
  const { decline } = behaviourOf(world, method.id);
  if (decline) {
    charge.status = 'failed';
    charge.captured = false;
    charge.failure_code = decline.code;
    charge.failure_message = decline.message;
    recordRefusal(world, intent, method, decline, charge);
    return;
  }
  charge.status = 'succeeded';
  charge.paid = true;
  charge.amount_captured = charge.amount;
  moveTo(intent, 'succeeded');
  intent.amount_received = intent.amount;
  settleCharge(world, charge);
  world.emit('charge.succeeded', charge);
  world.emit('payment_intent.succeeded', intent);
}
