import { createRequestLogger, type Metrics } from '@portolan/platform';
import type { Logger } from 'pino';

/** One answered request. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, never the path: ids are where secrets travel. */
  readonly route: string;
  readonly status: number;
  /** From the request to the end of its answer. */
  readonly milliseconds: number;
}

/** One line in the log and one more in the metrics for each request, without query, headers or body. */
export class RequestRecords {
  private readonly requests: Logger;

  constructor(
    private readonly metrics: Metrics,
    level: string,
  ) {
    this.requests = createRequestLogger(level);
  }

  add({ requestId, method, route, status, milliseconds: exact }: RequestRecord): void {
    this.metrics.observeRequest(method, route, status, exact / 1_000);
    const milliseconds = Math.round(exact * 10) / 10;
    this.requests[status >= 500 ? 'error' : 'info'](
      { requestId, method, route, status, milliseconds },
      'request',
    );
  }
}
