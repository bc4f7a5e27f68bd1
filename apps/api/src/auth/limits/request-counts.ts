import { Inject, Injectable } from '@nestjs/common';
import { normalizeIp, type ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { APP_CONFIG, type AppConfig } from '../../config/config';

export const MINUTE_MS = 60_000;
/** More networks than this in one minute are more than one process serves. */
const NETWORKS_MAX = 100_000;

interface Window {
  hits: number;
  readonly endsAt: number;
}

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * How often each network has called within its minute, which begins with its first call. A number for each network: what the
 * library brings along keeps every single hit, and goes through all of them with each request.
 */
@Injectable()
export class RequestCounts implements ThrottlerStorage {
  private readonly windows = new LRUCache<string, Window>({
    max: NETWORKS_MAX,
  });
  private readonly networks = new LRUCache<string, string>({
    max: NETWORKS_MAX,
  });

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  /** What counts as one client: an address, or the network that a provider gives to one customer. */
  networkOf(ip: string): string {
    let network = this.networks.get(ip);
    if (network === undefined) {
      network = normalizeIp(ip);
      this.networks.set(ip, network);
    }
    return network;
  }

  increment(key: string, ttl: number, limit: number): Promise<Counted> {
    return Promise.resolve(this.count(key, ttl, limit));
  }

  /** Whether the guard would refuse the next call. */
  isSpent(ip: string): boolean {
    if (!this.config.RATE_LIMIT) return false;
    const window = this.windows.get(this.networkOf(ip));
    return window !== undefined && window.hits >= this.config.REQUESTS_A_MINUTE && window.endsAt > Date.now();
  }

  /**
   * Counts a call that is answered without the guard.
   * @returns the headers that the guard would set, names and values in turn
   */
  take(ip: string): readonly string[] {
    if (!this.config.RATE_LIMIT) return [];
    const limit = this.config.REQUESTS_A_MINUTE;
    const network = this.networkOf(ip);
    const { totalHits, timeToExpire } = this.count(network, MINUTE_MS, limit);
    return [
      'ratelimit-limit',
      String(limit),
      'ratelimit-remaining',
      String(Math.max(0, limit - totalHits)),
      'ratelimit-reset',
      String(timeToExpire),
    ];
  }

  private count(key: string, ttl: number, limit: number): Counted {
    const now = Date.now();
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + ttl };
      this.windows.set(key, window);
    }
    window.hits++;
    const seconds = Math.ceil((window.endsAt - now) / 1_000);
    return {
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked: window.hits > limit,
      timeToBlockExpire: seconds,
    };
  }
}
