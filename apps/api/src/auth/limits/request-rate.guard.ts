import type { ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { ThrottlerLimitDetail } from '@nestjs/throttler';
import { DomainError } from '@portolan/platform';
import type { AppConfig } from '../../config/config';
import { MINUTE_MS, type RequestCounts } from './request-counts';

/** One count for each network over all routes, in this process: it protects the machine, not a secret. */
export function requestRateOptions(config: AppConfig, counts: RequestCounts): ThrottlerModuleOptions {
  return {
    throttlers: [{ limit: config.REQUESTS_A_MINUTE, ttl: MINUTE_MS }],
    skipIf: () => !config.RATE_LIMIT,
    storage: counts,
    getTracker: ({ ip }) => counts.networkOf(String(ip)),
    generateKey: (_context, tracker) => tracker,
  };
}

/** Limits how often one network may call at all. */
@Injectable()
export class RequestRateGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  /** @throws DomainError `too-many-requests` (429); the base class has set `Retry-After`. */
  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new DomainError('rate-limited', 'too-many-requests', 'Too many requests: wait and try again.', {
      headers: {
        'ratelimit-limit': String(detail.limit),
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(detail.timeToBlockExpire),
      },
    });
  }
}
