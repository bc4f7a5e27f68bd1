import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  /** Seconds from request to answer, by route pattern (never the raw path: it would make a series an id). */
  readonly httpDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  private readonly requests = new Map<string, { observe(seconds: number): void }>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** `httpDuration` for one request; the series is looked up once, not for each request. @param route the pattern */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    const name = `${method} ${status} ${route}`;
    let series = this.requests.get(name);
    if (series === undefined) {
      series = this.httpDuration.labels(method, route, String(status));
      this.requests.set(name, series);
    }
    series.observe(seconds);
  }

  /** A counter of this registry, made on first use. */
  counter(name: string, help: string, labelNames: string[] = []): Counter {
    const existing = this.registry.getSingleMetric(name);
    return existing instanceof Counter
      ? existing
      : new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
