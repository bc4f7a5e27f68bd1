/** What goes wrong with an answer of the API. */
export type ApiFaultKind =
  | { kind: 'rate-limit' }
  /** With effect: the operation was done and the 500 is remembered for the idempotency key. */
  | { kind: 'server-error'; effect: boolean }
  /** Done and remembered, then the connection is reset before the answer. */
  | { kind: 'reset-after-apply' }
  /** Done and remembered, the answer breaks off in the middle. */
  | { kind: 'truncate-body' }
  /** The operation waits with its idempotency key taken. */
  | { kind: 'delay-response'; ms: number }
  /** The webhooks arrive, and are answered, before the API's own answer. */
  | { kind: 'deliver-before-response' };

/** What goes wrong with the delivery of an event. */
export type WebhookFaultKind =
  | { kind: 'drop-webhook' }
  | { kind: 'delay-webhook'; ms: number }
  | { kind: 'duplicate-webhook' }
  /** Held back until another event has been sent. */
  | { kind: 'reorder-webhook' };

/** Which requests or events a fault meets; what is not named matches all. `*` ends a prefix. */
export interface FaultMatch {
  method?: string;
  path?: string;
  eventType?: string;
}

/** A fault that meets the next `times` (1) matching requests or events. */
export type Fault = (ApiFaultKind | WebhookFaultKind) & { match?: FaultMatch; times?: number };

const WEBHOOK_KINDS: readonly string[] = [
  'drop-webhook',
  'delay-webhook',
  'duplicate-webhook',
  'reorder-webhook',
];
const isWebhookFault = (fault: Fault): fault is WebhookFaultKind & Fault =>
  WEBHOOK_KINDS.includes(fault.kind);
const isApiFault = (fault: Fault): fault is ApiFaultKind & Fault => !isWebhookFault(fault);

const fits = (pattern: string | undefined, value: string): boolean =>
  pattern === undefined ||
  pattern === value ||
  (pattern.endsWith('*') && value.startsWith(pattern.slice(0, -1)));

/** A fault that has struck, and what it met: `POST /v1/refunds` or an event type. */
export interface StruckFault {
  fault: Fault;
  target: string;
}

/** The faults still to come, oldest first, and those that have struck. */
export class FaultQueue {
  private pending: { fault: Fault; left: number }[] = [];
  private struck: StruckFault[] = [];

  add(fault: Fault): void {
    this.pending.push({ fault, left: fault.times ?? 1 });
  }

  takeApi(method: string, path: string): ApiFaultKind | undefined {
    const hit = this.pending.find(
      ({ fault: { match, ...fault } }) =>
        isApiFault(fault) && fits(match?.method, method) && fits(match?.path, path),
    );
    return hit && isApiFault(hit.fault) ? this.strike(hit, hit.fault, `${method} ${path}`) : undefined;
  }

  takeWebhook(eventType: string): WebhookFaultKind | undefined {
    const hit = this.pending.find(
      ({ fault: { match, ...fault } }) => isWebhookFault(fault) && fits(match?.eventType, eventType),
    );
    return hit && isWebhookFault(hit.fault) ? this.strike(hit, hit.fault, eventType) : undefined;
  }

  list(): { pending: Fault[]; struck: StruckFault[] } {
    return {
      pending: this.pending.map(({ fault, left }) => ({ ...fault, times: left })),
      struck: [...this.struck],
    };
  }

  clear(): void {
    this.pending = [];
    this.struck = [];
  }

  private strike<F extends Fault>(hit: { fault: Fault; left: number }, fault: F, target: string): F {
    hit.left -= 1;
    if (hit.left === 0) this.pending = this.pending.filter((one) => one !== hit);
    this.struck.push({ fault, target });
    return fault;
  }
}
