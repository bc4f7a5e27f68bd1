import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { FRESH_MS, LiveAtlas } from './live-atlas';

/** Whether this process knows what may be sold, for those who watch it. */
export interface Freshness {
  state: 'loading' | 'fresh' | 'stale';
  /** Since it was last confirmed. */
  ageMs: number;
}

/**
 * A process that lost sight of the changes sells nothing, although each sale is decided from the database: what it shows beside the
 * sale can no longer be believed. It goes on listing.
 */
@Injectable()
export class AssertSelling {
  constructor(private readonly live: LiveAtlas) {}

  /** @throws DomainError `availability-stale` (unavailable). */
  execute(): void {
    if (this.live.isFresh) return;
    const seconds = FRESH_MS / 1_000;
    throw new DomainError(
      'unavailable',
      'availability-stale',
      `What may be sold could not be confirmed for ${seconds} seconds: nothing is sold until it is.`,
      { headers: { 'retry-after': '5' } },
    );
  }

  freshness(): Freshness {
    const { isFresh, isLoaded, age } = this.live;
    return { state: !isFresh ? 'stale' : isLoaded ? 'fresh' : 'loading', ageMs: Math.round(age) };
  }
}
