import type { FaultQueue } from '../control/faults';
import type { SandboxEvent, WebhookEndpoint } from '../world/resources';
import type { World } from '../world/world';
import { DeliveryLog } from './delivery-log';
import { OpenWork } from './open-work';
import { post } from './post';
import { signPayload } from './signature';

/** Waits before each retry: bounded and quick, where Stripe goes on for three days. */
const RETRY_DELAYS_MS = [200, 500, 1000, 2000, 5000];
/** A held-back event goes out at last even if no other one follows. */
const REORDER_LIMIT_MS = 2000;

interface Job {
  event: SandboxEvent;
  endpoint: WebhookEndpoint;
  attempt: number;
}

/**
 * Sends events to the webhook endpoints, one at a time in the order of their creation; only retries
 * and faults break the order, as a real consumer has to expect at any time.
 */
export class WebhookDispatcher {
  readonly log = new DeliveryLog();
  private readonly stop = new AbortController();
  private readonly held = new Set<() => void>();
  private tail: Promise<void> = Promise.resolve();
  private readonly open = new OpenWork();

  constructor(
    private readonly world: World,
    private readonly faults: FaultQueue,
    private readonly onChange: () => void,
  ) {}

  /** Queues what has happened since the last call. */
  flush(): void {
    for (const job of this.takeJobs()) this.enqueue(job);
  }

  /** Sends what has happened since the last call and waits for the answers: before the caller's own answer. */
  async deliverNow(): Promise<void> {
    for (const job of this.takeJobs()) {
      this.open.begin();
      await this.attempt(job);
    }
  }

  /** Sends an event once more, as the dashboard's "resend" does. */
  resend(event: SandboxEvent): void {
    for (const endpoint of this.endpointsFor(event)) this.enqueue({ event, endpoint, attempt: 1 });
  }

  /** Sends again what an earlier process had not delivered. */
  resumePending(): void {
    for (const event of this.world.events.where((one) => one.pending_webhooks > 0)) this.resend(event);
  }

  /** Resolves when nothing is queued, delayed or waiting for a retry. */
  async idle(): Promise<void> {
    this.flush();
    await this.open.idle();
  }

  /** Drops what is delayed, held back or waiting for a retry, and the log. */
  forget(): void {
    this.held.clear();
    this.open.cancelWaits();
    this.log.clear();
  }

  /** Sends nothing any more. */
  async close(): Promise<void> {
    this.stop.abort();
    this.forget();
    await this.tail;
  }

  private takeJobs(): Job[] {
    return this.world.takeOutbox().flatMap((event) => {
      const endpoints = this.endpointsFor(event);
      event.pending_webhooks = endpoints.length;
      return endpoints.flatMap((endpoint) => this.applyFaults({ event, endpoint, attempt: 1 }));
    });
  }

  private endpointsFor(event: SandboxEvent): WebhookEndpoint[] {
    return this.world.webhookEndpoints.where(
      ({ status, enabled_events: types }) =>
        status === 'enabled' && (types.includes('*') || types.includes(event.type)),
    );
  }

  /** The jobs to queue at once for a new event. */
  private applyFaults(job: Job): Job[] {
    const fault = this.faults.takeWebhook(job.event.type);
    switch (fault?.kind) {
      case 'drop-webhook':
        this.log.add(job.event, job.endpoint.url, job.attempt, { dropped: true });
        return [];
      case 'delay-webhook':
        this.open.later(fault.ms, () => this.enqueue(job));
        return [];
      case 'duplicate-webhook':
        return [job, { ...job }];
      case 'reorder-webhook':
        this.hold(job);
        return [];
      default:
        return [job];
    }
  }

  private hold(job: Job): void {
    const cancel = this.open.later(REORDER_LIMIT_MS, () => release());
    const release = (): void => {
      if (!this.held.delete(release)) return;
      this.enqueue(job);
      cancel();
    };
    this.held.add(release);
  }

  private enqueue(job: Job): void {
    this.open.begin();
    this.tail = this.tail.then(() => this.attempt(job));
  }

  private async attempt(job: Job): Promise<void> {
    if (!this.stop.signal.aborted) {
      const delivered = await this.send(job);
      const delay = RETRY_DELAYS_MS[job.attempt - 1];
      if (delivered) job.event.pending_webhooks = Math.max(0, job.event.pending_webhooks - 1);
      else if (delay !== undefined && !this.stop.signal.aborted)
        this.open.later(delay, () => this.enqueue({ ...job, attempt: job.attempt + 1 }));
      for (const release of [...this.held]) release();
      this.onChange();
    }
    this.open.end();
  }

  private async send({ event, endpoint, attempt }: Job): Promise<boolean> {
    const payload = JSON.stringify(event, null, 2);
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(payload)),
      'Stripe-Signature': signPayload(payload, endpoint.secret, Math.floor(Date.now() / 1000)),
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    };
    try {
      const status = await post(endpoint.url, payload, headers, this.stop.signal);
      this.log.add(event, endpoint.url, attempt, { status });
      return status >= 200 && status < 300;
    } catch (error) {
      this.log.add(event, endpoint.url, attempt, {
        error: error instanceof Error ? error.message : String(error),
      });
      return false;
    }
  }
}
