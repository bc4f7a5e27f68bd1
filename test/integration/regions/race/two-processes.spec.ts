import { SystemClock } from '@portolan/platform';
import type { TestingModule } from '@nestjs/testing';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { joinRegions, keepMarkets, openStore, putApp } from '../support';
import type { Request, Response } from './kill-switch-process';
import { PurchaseProbe } from './purchase-probe';

const ROUNDS = 500;
const BUYERS = 4;
/** Rounds that go on at the same time, each about an app of its own. */
const LANES = 5;

/** This process buys; a second one, with a pool, a cache and a clock of its own, takes from sale. */
describe('a purchase and a kill switch in two processes', () => {
  let database: TestDatabase;
  let module: TestingModule;
  let probe: PurchaseProbe;
  let other: ChildProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    module = await joinRegions(database.url, new SystemClock());
    await openStore({ module });
    await keepMarkets(database, ['DE', 'US']);
    probe = await PurchaseProbe.on({ module, database });
    other = fork(join(__dirname, 'kill-switch-process.ts'), [database.url], {
      execArgv: ['--require', join(__dirname, '../../../../tools/typescript-hook.js')],
    });
    await answerOf(other, 0);
  });
  afterAll(async () => {
    const ended = once(other, 'exit');
    other.disconnect();
    await ended;
    await module.close();
    await database.drop();
  });

  let asked = 0;
  async function pull(request: Omit<Request, 'id'>): Promise<number> {
    const id = ++asked;
    const answered = answerOf(other, id);
    other.send({ id, ...request } satisfies Request);
    return answered;
  }

  /** Buyers of a new app around the moment at which the switch is pulled on it. */
  async function round(number: number, buy: (app: string, thinking: number) => Promise<boolean>) {
    const app = await putApp({ module });
    const purchases = Array.from({ length: BUYERS }, async (_, buyer) => {
      await wait((buyer * 3 + number) % 11);
      return buy(app, (buyer + number) % 5);
    });
    // Every other round the clock of the second process is ahead: its order is in the first one's future.
    const clockAheadMs = number % 2 === 0 ? 0 : 250;
    const inTime = await pull({ itemId: app, afterMs: number % 7, clockAheadMs });
    const bought = (await Promise.all(purchases)).filter(Boolean).length;
    return { bought, inTime, sold: await probe.sold(app) };
  }

  it(`none of them commits after the epoch that forbids it (${ROUNDS} rounds of ${BUYERS})`, async () => {
    const seen = { bought: 0, refused: 0, mixed: 0 };
    const lane = async (first: number) => {
      for (let number = first; number < ROUNDS; number += LANES) {
        const { bought, inTime, sold } = await round(number, (app, thinking) => probe.buy(app, thinking));
        expect({ number, sold, bought }).toEqual({ number, sold: inTime, bought: inTime });
        seen.bought += bought;
        seen.refused += BUYERS - bought;
        seen.mixed += Number(bought > 0 && bought < BUYERS);
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
    // Otherwise the two never met, and the rounds would show nothing.
    expect(seen.bought).toBeGreaterThan(ROUNDS / 4);
    expect(seen.refused).toBeGreaterThan(ROUNDS / 4);
    expect(seen.mixed).toBeGreaterThan(ROUNDS / 10);
  }, 600_000);

  it('would be caught committing after it, if they decided without the lock on the epoch', async () => {
    let late = 0;
    for (let number = 0; number < 100 && late === 0; number++) {
      // The clocks agree here, so that it is the lock alone that is missed.
      const careless = await round(number * 2, (app, thinking) => probe.buyCarelessly(app, thinking + 5));
      late = careless.sold - careless.inTime;
    }
    expect(late).toBeGreaterThan(0);
  }, 120_000);
});

/** How many had been sold, by the answer with this id. */
function answerOf(child: ChildProcess, id: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The second process ended with ${code}.`));
    const onMessage = (answer: Response) => {
      if (answer.id !== id) return;
      child.off('message', onMessage).off('exit', onExit);
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.sold);
    };
    child.on('message', onMessage).on('exit', onExit);
  });
}
