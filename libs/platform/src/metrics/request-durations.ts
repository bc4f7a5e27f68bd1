import type { Metric, Registry } from 'prom-client';

const NAME = 'http_request_duration_seconds';
const HELP = 'Time from request to answer';
/** Upper bounds in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** One method, route and status. */
interface Series {
  readonly labels: { readonly method: string; readonly route: string; readonly status: string };
  /** By bucket, each without those below it; the last one is of what is longer than every bound. */
  readonly counts: number[];
  sum: number;
}

/**
 * Seconds from request to answer as a histogram of Prometheus, by route pattern (never the raw path: it would make a series an id). Kept
 * as bare numbers: the library's histogram looks its labels up with each value, which costs more than a list that is known.
 */
export class RequestDurations {
  private readonly series = new Map<string, Series>();

  constructor(registry: Registry) {
    const metric = { name: NAME, help: HELP, type: 'histogram', aggregator: 'sum' };
    const get = () => ({ ...metric, values: [...this.series.values()].flatMap(valuesOf) });
    registry.registerMetric({ ...metric, get: () => Promise.resolve(get()) } as unknown as Metric);
  }

  /** @param route the pattern */
  observe(method: string, route: string, status: number, seconds: number): void {
    const name = `${method} ${status} ${route}`;
    let series = this.series.get(name);
    if (series === undefined) {
      const labels = { method, route, status: String(status) };
      series = { labels, counts: new Array<number>(BUCKETS.length + 1).fill(0), sum: 0 };
      this.series.set(name, series);
    }
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] ?? 0)) bucket++;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += seconds;
  }
}

function valuesOf({ labels, counts, sum }: Series) {
  let count = 0;
  const buckets = counts.map((own, bucket) => {
    count += own;
    return {
      metricName: `${NAME}_bucket`,
      labels: { le: BUCKETS[bucket] ?? '+Inf', ...labels },
      value: count,
    };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sum },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
