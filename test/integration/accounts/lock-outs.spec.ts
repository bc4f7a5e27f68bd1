import { CountAttempt, ForgetAttempts } from '@portolan/accounts';
import { JobQueue } from '@portolan/platform';
import { startTestApp, type TestApp } from '../../support/test-app';

const HOUR = 3_600;

describe('a lock-out', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
    store.clock.set('2027-01-01T00:00:00Z');
  });
  afterAll(() => store.close());

  const attempt = (subject: string, address: string) =>
    store.app.get(CountAttempt).execute({ kind: 'login', subject, address });
  /** Seconds that a refusal says to wait; 0: it was let through. */
  const waitOf = async (subject: string, address = '198.18.0.1'): Promise<number> => {
    try {
      await attempt(subject, address);
      return 0;
    } catch (error) {
      const { headers } = error as { headers?: Record<string, string> };
      return Number(headers?.['retry-after']);
    }
  };
  let networks = 0;
  /** Guesses until refused, each time from another network, and waits until it may guess again. */
  const lockOut = async (subject: string): Promise<number> => {
    for (let n = 0; n < 10; n++) expect(await waitOf(subject, `198.51.100.${++networks % 250}`)).toBe(0);
    const seconds = await waitOf(subject, `198.51.100.${++networks % 250}`);
    store.clock.advance(seconds * 1_000);
    return seconds;
  };

  it('of an account doubles each time, up to a day, and begins anew after a quiet day', async () => {
    const ladder: number[] = [];
    for (let n = 0; n < 9; n++) ladder.push(await lockOut('ladder'));
    expect(ladder.map((seconds) => seconds / HOUR)).toEqual([0.25, 0.5, 1, 2, 4, 8, 16, 24, 24]);
    store.clock.advance(24 * HOUR * 1_000);
    expect(await lockOut('ladder')).toBe(900);
  });

  it('is made no longer by those who keep trying, and holds for each process and network', async () => {
    await lockOut('stubborn');
    for (let n = 0; n < 10; n++) await waitOf('stubborn');
    expect(await waitOf('stubborn')).toBe(1_800);
    store.clock.advance(1_000_000);
    expect([await waitOf('stubborn'), await waitOf('stubborn', '203.0.113.99')]).toEqual([800, 800]);
  });

  it('counts once, however many pass the limit at once', async () => {
    await Promise.allSettled(Array.from({ length: 40 }, (_, n) => attempt('crowd', `192.0.2.${n}`)));
    expect(await waitOf('crowd')).toBe(900);
    const [row] = await store.database.query<{ locks: number }>(
      'SELECT max(c.locks) AS locks FROM attempt_counter c WHERE c.attempts > 40',
    );
    expect(row?.locks).toBe(1);
  });

  it('is over, and short again, for who signs in or sets the password anew', async () => {
    await lockOut('forgiven');
    for (let n = 0; n < 11; n++) await waitOf('forgiven');
    expect(await waitOf('forgiven')).toBe(1_800);
    await store.app.get(ForgetAttempts).execute({ kind: 'login', subject: 'forgiven' });
    expect(await lockOut('forgiven')).toBe(900);
  });

  it('of a network stops at an hour', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 100; n++) expect(await waitOf(`one-of-many-${round}-${n}`, '203.0.113.7')).toBe(0);
      waits.push(await waitOf('the-next', '203.0.113.7'));
      store.clock.advance((waits.at(-1) ?? 0) * 1_000);
    }
    expect(waits).toEqual([900, 1_800, 3_600, 3_600]);
  });

  it('is remembered by the upkeep as long as it counts', async () => {
    const locks = async () =>
      (await store.database.query('SELECT 1 FROM attempt_counter c WHERE c.locks > 0')).length;
    const runUpkeep = async () => {
      await store.app.get(JobQueue).add('accounts:forget-expired', {});
      for (let n = 0; n < 100; n++) {
        if ((await store.database.query('SELECT 1 FROM graphile_worker.jobs')).length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await lockOut('remembered');
    await runUpkeep();
    expect(await locks()).toBeGreaterThan(0);
    store.clock.advance(49 * HOUR * 1_000);
    await runUpkeep();
    expect(await locks()).toBe(0);
  });
});
