import { randomBytes } from 'node:crypto';
import { settleLater } from './charges/settle';
import { FaultQueue } from './control/faults';
import { WebhookDispatcher } from './events/dispatcher';
import { CONFIGURED_ENDPOINT_ID, insertWebhookEndpoint } from './events/webhook-endpoint';
import { challengeUrl } from './payment-intents/lifecycle/attempt';
import { finishProcessing } from './payment-intents/lifecycle/finish-processing';
import { failRefund, succeedRefund } from './refunds/lifecycle';
import type { TaskHandlers } from './world/agenda';
import { SandboxClock } from './world/clock';
import { IdFactory } from './world/ids';
import type { Cause } from './world/resources';
import { emptySnapshot, restoreSnapshot, type Snapshot, takeSnapshot } from './world/snapshot';
import { World } from './world/world';

const TASKS: TaskHandlers<World> = {
  'charge.settle': settleLater,
  'payment.finish': finishProcessing,
  'refund.succeed': succeedRefund,
  'refund.fail': failRefund,
};

/** The longest wait that a Node timer can hold. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A world with what drives it: time, deliveries, faults and the keeping of its state. */
export class Sandbox {
  readonly faults = new FaultQueue();
  readonly dispatcher: WebhookDispatcher;
  readonly world: World;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private webhookUrl: string | undefined;

  /**
   * @param webhookSecret signs what the configured webhook receives
   * @param changed called after every change, so that the state can be kept
   */
  constructor(
    private readonly seed: string | undefined,
    private readonly webhookSecret: string,
    readonly changed: () => void,
  ) {
    const ids = new IdFactory(seed ?? randomBytes(24).toString('hex'));
    this.world = new World(new SandboxClock(Date.now), ids);
    this.dispatcher = new WebhookDispatcher(this.world, this.faults, changed);
  }

  /** Sends all events to this address from now on; undefined sends them nowhere. */
  setWebhook(url: string | undefined): void {
    this.webhookUrl = url;
    this.configureWebhook();
    this.changed();
  }

  /** Runs an operation on the world, together with whatever had become due before it. */
  operate<R>(cause: Cause, operation: () => R): R {
    this.runDueTasks();
    try {
      return this.world.during(cause, operation);
    } finally {
      this.planTimer();
      this.changed();
    }
  }

  /** Moves the clock forward and lets everything happen that falls due on the way. */
  advance(seconds: number): void {
    this.world.clock.advance(seconds);
    this.tick();
  }

  snapshot(): Snapshot {
    return takeSnapshot(this.world);
  }

  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.world, snapshot);
    this.configureWebhook();
    for (const intent of this.world.paymentIntents.where((one) => one.status === 'requires_action')) {
      const redirect = intent.next_action?.redirect_to_url;
      // The earlier process may have listened on another port.
      if (redirect) redirect.url = challengeUrl(this.world, intent);
    }
    this.dispatcher.resumePending();
    this.tick();
  }

  /** Everything back to the start: state, clock, faults, deliveries. */
  reset(): void {
    restoreSnapshot(this.world, emptySnapshot(this.seed));
    this.faults.clear();
    this.dispatcher.forget();
    this.configureWebhook();
    this.planTimer();
    this.changed();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.dispatcher.close();
  }

  private configureWebhook(): void {
    this.world.webhookEndpoints.remove(CONFIGURED_ENDPOINT_ID);
    if (this.webhookUrl === undefined) return;
    const [url, secret] = [this.webhookUrl, this.webhookSecret];
    insertWebhookEndpoint(this.world, { url, secret, id: CONFIGURED_ENDPOINT_ID, enabledEvents: ['*'] });
  }

  private tick(): void {
    this.runDueTasks();
    this.dispatcher.flush();
    this.planTimer();
    this.changed();
  }

  private runDueTasks(): void {
    const now = this.world.clock.nowMs();
    for (let task = this.world.agenda.take(now); task; task = this.world.agenda.take(now)) {
      TASKS[task.kind](this.world, task.id);
    }
  }

  private planTimer(): void {
    clearTimeout(this.timer);
    const next = this.world.agenda.nextAt();
    if (next === undefined || this.closed) return;
    const delay = Math.min(Math.max(next - this.world.clock.nowMs(), 0), MAX_TIMER_MS);
    this.timer = setTimeout(() => this.tick(), delay).unref();
  }
}
