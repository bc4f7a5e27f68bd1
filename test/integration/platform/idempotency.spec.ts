import { Idempotency, type IdempotentRequest } from '@portolan/platform';
import { type Harness, startHarness } from '../../support/platform-harness';

describe('Idempotency-Key', () => {
  let harness: Harness;
  let idempotency: Idempotency;
  beforeAll(async () => {
    harness = await startHarness();
    idempotency = harness.module.get(Idempotency);
  });
  afterAll(() => harness.close());

  const request = (key: string, body: unknown = { a: 1 }): IdempotentRequest => ({
    key,
    scope: 'account:1',
    method: 'POST',
    path: '/v1/orders',
    body,
  });
  const answer = async () => ({ status: 201, body: { id: 'x' } });

  it('does the work once among 50 at the same time', async () => {
    let runs = 0;
    const slow = async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return { status: 201, body: { run: runs } };
    };
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => idempotency.run(request('race'), slow)),
    );
    expect(runs).toBe(1);
    const refused = results
      .filter((result) => result.status === 'rejected')
      .map((result) => (result.reason as { code: string }).code);
    expect(new Set(refused)).toEqual(new Set(['idempotency-key-in-use']));
    // One that comes after the first has ended (on a slow machine) gets its answer again.
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.body] : []));
    expect(new Set(answers.map((body) => JSON.stringify(body)))).toEqual(new Set(['{"run":1}']));
    expect(refused.length + answers.length).toBe(50);
    expect(refused.length).toBeGreaterThan(0);
    expect(await idempotency.run(request('race'), slow)).toEqual({
      status: 201,
      body: { run: 1 },
      replayed: true,
    });
  });

  it('refuses the same key with another body, and keeps people apart', async () => {
    await idempotency.run(request('other'), answer);
    await expect(idempotency.run(request('other', { a: 2 }), answer)).rejects.toMatchObject({
      code: 'idempotency-key-mismatch',
    });
    const stranger = { ...request('other', { a: 2 }), scope: 'account:2' };
    expect(await idempotency.run(stranger, answer)).toMatchObject({ replayed: false });
  });

  it('releases the key when the work fails', async () => {
    const failing = async () => Promise.reject(new Error('no'));
    await expect(idempotency.run(request('retry'), failing)).rejects.toThrow('no');
    expect(await idempotency.run(request('retry'), answer)).toMatchObject({ replayed: false });
  });

  it('takes over a key whose process died a minute ago', async () => {
    const never = new Promise<{ status: number; body: unknown }>(() => undefined);
    void idempotency.run(request('dead'), () => never);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(idempotency.run(request('dead'), answer)).rejects.toMatchObject({
      code: 'idempotency-key-in-use',
    });
    harness.clock.advance(61_000);
    expect(await idempotency.run(request('dead'), answer)).toMatchObject({ replayed: false });
    harness.clock.release();
  });
});
