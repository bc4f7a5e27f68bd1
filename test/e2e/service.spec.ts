import { startTestApp, type TestApp } from '../support/test-app';

describe('service routes', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  it('is live and ready', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await fetch(store.url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.json()).toMatchObject({ status: 'ok' });
    }
  });

  it('keeps a harmless request id and replaces any other', async () => {
    const kept = await fetch(`${store.url}/health/live`, { headers: { 'x-request-id': 'abc-123' } });
    expect(kept.headers.get('x-request-id')).toBe('abc-123');
    const replaced = await fetch(`${store.url}/health/live`, { headers: { 'x-request-id': 'a b<script>' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers an unknown route with a problem document', async () => {
    const answer = await fetch(`${store.url}/v1/nowhere?x=1`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'route-not-found',
      status: 404,
      instance: '/v1/nowhere',
    });
  });

  it('publishes an OpenAPI 3.1 document, its reference page and metrics', async () => {
    const document = (await (await fetch(`${store.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/health/ready');
    expect(await (await fetch(`${store.url}/docs`)).text()).toContain('swagger');
    expect(await (await fetch(`${store.url}/metrics`)).text()).toContain('http_request_duration_seconds');
  });
});
