import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemActor } from '@portolan/platform';
import { PullKillSwitch, SetItemFacts } from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import { AppModule } from '../../apps/api/src/app.module';
import { loadConfig } from '../../apps/api/src/config/config';
import { random } from './regions-world';
import { startBenchDatabase } from './served/bench-database';
import { messageOf, startChild, stopChild, storeEnvironment } from './served/children';
import { Report } from './report';
import { DENSE, openStore, seedItems } from './served/store-seed';

/**
 * How long it takes from a commit in this process to the first answer of another one that shows it. The other is the whole store; its
 * list of the newest items is asked over HTTP, again as soon as it has answered and a few milliseconds have passed. Commits come at
 * random moments of the other's second between two looks.
 */
const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const ROUNDS = 50;
const TARGET_MS = 2_000;
/** Between two questions; what is measured may be too long by as much. */
const PAUSE_MS = 4;
const HANGING_MS = 60_000;
const actor = systemActor('bench');
const report = new Report('feed');

/** The ids of the list in the order in which it shows them. */
type List = () => Promise<readonly string[]>;

async function measure(count: number): Promise<void> {
  const database = await startBenchDatabase();
  try {
    await inStore(database.url, openStore);
    await seedItems(database.url, count);
    const quiet = { RATE_LIMIT: 'false', LOG_LEVEL: 'silent' };
    const other = startChild('store-server.js', storeEnvironment(database.url, quiet));
    try {
      const list = listOf(`${await messageOf<string>(other, 'url')}/v1/storefront/${DENSE}/apps?limit=20`);
      while ((await list()).length === 0) await wait(250);
      await inStore(database.url, (context) => compare(count, context, list));
    } finally {
      await stopChild(other);
    }
  } finally {
    await database.stop();
  }
}

/** With the use cases of a store in this process. */
async function inStore(
  databaseUrl: string,
  run: (context: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const config = loadConfig(storeEnvironment(databaseUrl));
  const context = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false });
  await run(context);
  await context.close();
}

async function compare(count: number, context: INestApplicationContext, list: List): Promise<void> {
  const next = random(count);
  const times = { closed: [] as number[], gone: [] as number[], published: [] as number[] };
  for (let round = -1; round < ROUNDS; round++) {
    const [first = '', second = ''] = await list();
    const later = () => wait(next() * 1_000);
    const publish = (published: boolean) => context.get(SetItemFacts).execute({ itemId: second, published });
    const taken = [
      await later().then(() => visible(list, first, false, () => pull(context, first))),
      await later().then(() => visible(list, second, false, () => publish(false))),
      await later().then(() => visible(list, second, true, () => publish(true))),
    ];
    // The first round warms up.
    if (round < 0) continue;
    times.closed.push(taken[0] ?? 0);
    times.gone.push(taken[1] ?? 0);
    times.published.push(taken[2] ?? 0);
  }
  report.add('a rule: kill switch of one item in one market', 'ms', times.closed, {
    items: count,
    target: TARGET_MS,
  });
  report.add('an item is unpublished', 'ms', times.gone, { items: count, target: TARGET_MS });
  report.add('an item is published', 'ms', times.published, { items: count, target: TARGET_MS });
}

async function pull(context: INestApplicationContext, itemId: string): Promise<void> {
  const order = { target: { itemId }, markets: DENSE, retention: 'full', reason: 'bench', actor } as const;
  await context.get(PullKillSwitch).execute(order);
}

/** Milliseconds from the commit, which has happened when `change` has, until the list has the item, or has it no more. */
async function visible(
  list: List,
  itemId: string,
  isThere: boolean,
  change: () => Promise<unknown>,
): Promise<number> {
  await change();
  const committed = performance.now();
  while ((await list()).includes(itemId) !== isThere) {
    if (performance.now() - committed > HANGING_MS) throw new Error('The change never became visible.');
    await wait(PAUSE_MS);
  }
  return performance.now() - committed;
}

function listOf(url: string): List {
  return async () => {
    const answer = await fetch(url);
    if (answer.status === 503) return [];
    if (answer.status !== 200) throw new Error(`The list answered ${answer.status}.`);
    const { data } = (await answer.json()) as { data: { id: string }[] };
    return data.map(({ id }) => id);
  };
}

async function main(): Promise<void> {
  for (const size of SIZES.length > 0 ? SIZES : [10_000, 100_000, 1_000_000]) await measure(size);
  report.finish();
}

void main();
