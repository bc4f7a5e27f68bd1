import { Registry } from 'prom-client';
import { RequestDurations } from './request-durations';

describe('durations of requests', () => {
  it('are a histogram by method, route and status, in the words of Prometheus', async () => {
    const registry = new Registry();
    const durations = new RequestDurations(registry);
    for (const seconds of [0.001, 0.002, 0.002, 3, 60]) durations.observe('GET', '/v1/x/:id', 200, seconds);
    durations.observe('GET', '/v1/x/:id', 404, 0.1);
    const lines = (await registry.metrics()).split('\n');
    const of = '{le="0.001",method="GET",route="/v1/x/:id",status="200"}';
    expect(lines).toContain('# TYPE http_request_duration_seconds histogram');
    expect(lines).toContain(`http_request_duration_seconds_bucket${of} 1`);
    expect(lines).toContain(`http_request_duration_seconds_bucket${of.replace('0.001', '0.0025')} 3`);
    expect(lines).toContain(`http_request_duration_seconds_bucket${of.replace('0.001', '2.5')} 3`);
    expect(lines).toContain(`http_request_duration_seconds_bucket${of.replace('0.001', '10')} 4`);
    expect(lines).toContain(`http_request_duration_seconds_bucket${of.replace('0.001', '+Inf')} 5`);
    const all = '{method="GET",route="/v1/x/:id",status="200"}';
    expect(lines).toContain(`http_request_duration_seconds_count${all} 5`);
    expect(lines.find((line) => line.startsWith(`http_request_duration_seconds_sum${all}`))).toMatch(
      / 63\.005/,
    );
    expect(lines).toContain(`http_request_duration_seconds_count${all.replace('200', '404')} 1`);
  });
});
