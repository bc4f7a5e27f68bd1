import type { Caller } from '../http/endpoint';
import { invalidParameter } from '../http/stripe-problem';
import type { PaymentIntent } from '../world/resources';
import type { World } from '../world/world';

/**
 * The intent that a caller may see: a card page proves with the client secret that its customer owns it.
 * @throws StripeProblem 404 for an unknown intent, 400 for a missing or wrong client secret
 */
export function findFor(
  world: World,
  id: string,
  caller: Caller,
  clientSecret: string | undefined,
): PaymentIntent {
  const intent = world.paymentIntents.get(id, 'intent');
  if (caller === 'publishable' && clientSecret === undefined) {
    throw invalidParameter(
      'client_secret',
      'A publishable key needs the client_secret.',
      'parameter_missing',
    );
  }
  if (clientSecret !== undefined && clientSecret !== intent.client_secret) {
    const message = `The client_secret does not belong to the PaymentIntent ${id}.`;
    throw invalidParameter('client_secret', message, 'payment_intent_invalid_parameter');
  }
  return intent;
}
