import type { SandboxEvent } from '../world/resources';

/** One attempt to deliver an event, or its deliberate loss. */
export interface Delivery {
  eventId: string;
  eventType: string;
  url: string;
  /** 1 for the first try. */
  attempt: number;
  /** The consumer's answer; absent when none came. */
  status?: number;
  error?: string;
  /** Lost on purpose by a fault. */
  dropped?: true;
}

const MAX_DELIVERIES = 5000;

/** The latest deliveries, oldest first. */
export class DeliveryLog {
  private deliveries: Delivery[] = [];

  add(
    event: SandboxEvent,
    url: string,
    attempt: number,
    result: Pick<Delivery, 'status' | 'error' | 'dropped'>,
  ): void {
    this.deliveries.push({ eventId: event.id, eventType: event.type, url, attempt, ...result });
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries = this.deliveries.slice(-MAX_DELIVERIES / 2);
  }

  all(): Delivery[] {
    return [...this.deliveries];
  }

  clear(): void {
    this.deliveries = [];
  }
}
