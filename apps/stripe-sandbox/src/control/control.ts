import type { Delivery } from '../events/delivery-log';
import { answerChallenge } from '../payment-intents/lifecycle/three-d-secure';
import type { Sandbox } from '../sandbox';
import type { PaymentIntent } from '../world/resources';
import type { Snapshot } from '../world/snapshot';
import type { Fault, StruckFault } from './faults';

/** What tests do to a sandbox in their own process; the routes under `/sandbox` offer the same over HTTP. */
export interface SandboxControl {
  /** Forgets everything: objects, clock, faults, deliveries. The configured webhook stays. */
  reset(): void;
  /** Everything the sandbox holds, as plain JSON. */
  state(): Snapshot;
  /** Moves the sandbox's clock forward by seconds; what falls due happens before this returns. */
  advanceClock(seconds: number): void;
  /** The sandbox's time in seconds since the epoch. */
  now(): number;
  /** Sends all events to this address from now on, signed with the sandbox's `webhookSecret`. */
  setWebhook(url: string | undefined): void;
  addFault(fault: Fault): void;
  /** The faults still to come and those that have struck. */
  faults(): { pending: Fault[]; struck: StruckFault[] };
  clearFaults(): void;
  /** Every attempt to deliver an event, oldest first. */
  deliveries(): Delivery[];
  /** Resolves when every event is delivered, lost on purpose or given up. */
  deliveriesSettled(): Promise<void>;
  /** Sends an event again. @throws StripeProblem when it does not exist */
  resendEvent(eventId: string): void;
  /** The customer passes the open 3-D Secure challenge. @throws StripeProblem when none is open */
  complete3ds(paymentIntentId: string): PaymentIntent;
  /** The customer fails it. @throws StripeProblem when none is open */
  fail3ds(paymentIntentId: string): PaymentIntent;
}

export function controlOf(sandbox: Sandbox): SandboxControl {
  const { world, faults, dispatcher } = sandbox;
  const challenge = (id: string, passed: boolean): PaymentIntent => {
    const noRequest = { id: null, idempotency_key: null };
    const intent = sandbox.operate(noRequest, () => structuredClone(answerChallenge(world, id, passed)));
    dispatcher.flush();
    return intent;
  };
  return {
    reset: () => sandbox.reset(),
    state: () => structuredClone(sandbox.snapshot()),
    advanceClock: (seconds) => sandbox.advance(seconds),
    now: () => world.clock.now(),
    setWebhook: (url) => sandbox.setWebhook(url),
    addFault: (fault) => faults.add(fault),
    faults: () => faults.list(),
    clearFaults: () => faults.clear(),
    deliveries: () => dispatcher.log.all(),
    deliveriesSettled: () => dispatcher.idle(),
    resendEvent: (eventId) => dispatcher.resend(world.events.get(eventId)),
    complete3ds: (id) => challenge(id, true),
    fail3ds: (id) => challenge(id, false),
  };
}
