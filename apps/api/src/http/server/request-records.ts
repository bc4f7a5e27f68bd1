import { type Metrics, RequestLog, type RequestRecord } from '@portolan/platform';

/** One line in the log and one more in the metrics for each request, without query, headers or body. */
export class RequestRecords {
  private readonly log: RequestLog;

  constructor(
    private readonly metrics: Metrics,
    level: string,
  ) {
    this.log = new RequestLog(level);
  }

  add(record: RequestRecord): void {
    this.metrics.requests.observe(record.method, record.route, record.status, record.milliseconds / 1_000);
    this.log.add(record);
  }
}
