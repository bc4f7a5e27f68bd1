import { setTimeout as wait } from 'node:timers/promises';
import { sendRaw } from '../support/raw-http';
import { startTestApp, type TestApp } from '../support/test-app';

describe('service routes', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  it('is live at once, and ready when it has read its rules', async () => {
    const live = await fetch(`${store.url}/health/live`);
    expect([live.status, ((await live.json()) as { status: string }).status]).toEqual([200, 'ok']);
    let ready = await fetch(`${store.url}/health/ready`);
    for (let i = 0; i < 200 && ready.status === 503; i++) {
      await wait(50);
      ready = await fetch(`${store.url}/health/ready`);
    }
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ok' });
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

  it('answers what never becomes a request with a problem document, too', async () => {
    const address = await fetch(`${store.url}/v1/storefront/%ff/apps`);
    expect(address.headers.get('content-type')).toContain('application/problem+json');
    expect(address.headers.get('x-request-id')).not.toBeNull();
    expect(await address.json()).toMatchObject({ status: 400, code: 'url-malformed' });
    const long = await fetch(`${store.url}/v1/downloads/${'a'.repeat(1_100)}`);
    expect(await long.json()).toMatchObject({ status: 414, code: 'url-too-long' });
    const headers = await sendRaw(store.url, `GET / HTTP/1.1\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(headers).toMatch(/^HTTP\/1.1 431 .*application\/problem\+json.*"code":"headers-too-large"/s);
    const nonsense = await sendRaw(store.url, 'hello\r\n\r\n');
    expect(nonsense).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json.*"code":"request-malformed"/s);
  });

  it('says what is wrong with a body in its own words', async () => {
    const send = async (body: string, type: string) => {
      const init = { method: 'POST', body, headers: { 'content-type': type } };
      const answer = await fetch(`${store.url}/v1/auth/login`, init);
      return ((await answer.json()) as { code: string }).code;
    };
    expect(await send('{"email":', 'application/json')).toBe('body-malformed');
    expect(await send('{"__proto__":{"email":"a"}}', 'application/json')).toBe('body-malformed');
    expect(await send('', 'application/json')).toBe('body-malformed');
    expect(await send('a'.repeat(1_100_000), 'application/json')).toBe('body-too-large');
    expect(await send('{}', 'text/plain')).toBe('media-type-unsupported');
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

  it('sends security headers and says nothing of what it is built with', async () => {
    const { headers } = await fetch(`${store.url}/health/live`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    // Nothing that is for documents, or for browsers of long ago.
    expect(headers.get('x-xss-protection')).toBeNull();
    expect(headers.get('x-download-options')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each([
    [
      'a body over a megabyte',
      JSON.stringify({ email: 'x'.repeat(1_100_000) }),
      'application/json',
      413,
      'body-too-large',
    ],
    ['a body that is no JSON', '{"email": ', 'application/json', 400, 'body-malformed'],
    [
      'a body that would poison a prototype',
      '{"__proto__": {"admin": true}}',
      'application/json',
      400,
      'body-malformed',
    ],
    ['another media type', '<a/>', 'application/xml', 415, 'media-type-unsupported'],
  ])('refuses %s', async (_, body, type, status, code) => {
    const answer = await fetch(`${store.url}/v1/auth/login`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });
});
