import type Stripe from 'stripe';
import { IdempotencyStore } from '../http/idempotency';
import { Agenda, type TaskKind } from './agenda';
import type { SandboxClock } from './clock';
import { Collection } from './collection';
import { type IdFactory } from './ids';
import {
  API_VERSION,
  type BalanceTransaction,
  type Cause,
  type Charge,
  type Customer,
  type Dispute,
  type PaymentIntent,
  type PaymentMethod,
  type Refund,
  type SandboxEvent,
  type WebhookEndpoint,
} from './resources';

/** Which documented test payment method an own one was made from: it decides how it behaves. */
export interface TestOrigin {
  id: string;
  name: string;
}

/**
 * Everything the sandbox knows. Handlers change it synchronously, so that no request ever sees half
 * of another one's work.
 */
export class World {
  readonly paymentIntents = new Collection<PaymentIntent>('payment_intent');
  readonly charges = new Collection<Charge>('charge');
  readonly refunds = new Collection<Refund>('refund');
  readonly disputes = new Collection<Dispute>('dispute');
  readonly balanceTransactions = new Collection<BalanceTransaction>('balance_transaction');
  readonly customers = new Collection<Customer>('customer');
  readonly paymentMethods = new Collection<PaymentMethod>('payment_method');
  readonly testOrigins = new Collection<TestOrigin>('test_origin');
  readonly events = new Collection<SandboxEvent>('event');
  readonly webhookEndpoints = new Collection<WebhookEndpoint>('webhook_endpoint');
  readonly idempotency = new IdempotencyStore();
  readonly agenda = new Agenda();

  private cause: Cause = { id: null, idempotency_key: null };
  private outbox: SandboxEvent[] = [];

  /** @param publicUrl where this sandbox answers, for the links inside its resources */
  constructor(
    readonly clock: SandboxClock,
    readonly ids: IdFactory,
    public publicUrl = '',
  ) {}

  /** Runs `work` with the events it causes attributed to one request. */
  during<R>(cause: Cause, work: () => R): R {
    this.cause = cause;
    try {
      return work();
    } finally {
      this.cause = { id: null, idempotency_key: null };
    }
  }

  /**
   * Records an event with a snapshot of the object as it is now.
   * @param previous for `*.updated`: the old values of the fields that changed
   */
  emit(type: Stripe.Event.Type, object: object, previous?: Record<string, unknown>): void {
    const event: SandboxEvent = {
      id: this.ids.next('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.clock.now(),
      data: {
        object: structuredClone(object),
        ...(previous ? { previous_attributes: structuredClone(previous) } : {}),
      },
      livemode: false,
      pending_webhooks: 0,
      request: { ...this.cause },
      type,
    };
    this.events.insert(event);
    this.outbox.push(event);
  }

  /** Takes the events that nobody has sent yet, oldest first. */
  takeOutbox(): SandboxEvent[] {
    return this.outbox.splice(0);
  }

  after(seconds: number, kind: TaskKind, id: string): void {
    this.agenda.schedule({ at: this.clock.nowMs() + seconds * 1000, kind, id });
  }
}
