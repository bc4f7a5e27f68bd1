import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../apps/api/src/app.module';
import { loadConfig } from '../../apps/api/src/config/config';
import { startBenchDatabase } from './served/bench-database';
import { messageOf, startChild, stopChild, storeEnvironment } from './served/children';
import { Report } from './report';
import { requestsPerSecond, SECONDS, tool } from './served/load';
import { DENSE, openStore, seedItems, SPARSE } from './served/store-seed';

/**
 * A list of 20 through the store's whole HTTP stack, as a ratio to a bare route of Fastify that sends the same bytes, turn by turn in the
 * same run. `cached`: the page is in the cache of bytes. `assembled`: it is put together for each request, from the atlas and from
 * rows that are in memory, as after each change of the store. The request log is on (to nowhere), the rate limit counts (and allows a billion a minute).
 *
 * Every item is in Postgres as regions knows it, with its selection, and is read from there; of the catalogue's own tables only what
 * the pages show is filled.
 */
const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const ROUNDS = 5;
const report = new Report('http');

interface Asked {
  readonly market: string;
  readonly path: string;
}
const ASKED: readonly Asked[] = [
  {
    market: 'dense',
    path: `/v1/storefront/${DENSE}/apps?category=app%2Fgame%2Fpuzzle&limit=20`,
  },
  { market: 'sparse', path: `/v1/storefront/${SPARSE}/apps?limit=20` },
];
/** A page further on: after a cursor, for the assembled one. */
const served = new Map<string, number>();

async function measure(count: number): Promise<void> {
  const database = await startBenchDatabase();
  try {
    const context = await NestFactory.createApplicationContext(
      AppModule.forRoot(loadConfig(storeEnvironment(database.url))),
      { logger: false },
    );
    await openStore(context);
    await context.close();
    await seedItems(database.url, count);
    await compare(count, database.url, 'cached', 64 * 1024 ** 2, 0.7);
    await compare(count, database.url, 'assembled', 1, 0.25);
  } finally {
    await database.stop();
  }
}

async function compare(
  count: number,
  databaseUrl: string,
  how: string,
  cacheBytes: number,
  target: number,
): Promise<void> {
  const limits = {
    RATE_LIMIT: 'true',
    REQUESTS_A_MINUTE: '1000000000',
    LIST_CACHE_BYTES: String(cacheBytes),
  };
  const store = startChild('store-server.js', storeEnvironment(databaseUrl, limits));
  try {
    const url = await messageOf<string>(store, 'url');
    for (const { market, path } of ASKED) {
      const body = await firstAnswer(`${url}${path}`);
      const bare = startChild('bare-server.js');
      try {
        await messageOf(bare, 'ready');
        bare.send(body);
        const bareUrl = await messageOf<string>(bare, 'url');
        const [ratios, rates] = [[] as number[], [] as number[]];
        for (let round = -1; round < ROUNDS; round++) {
          const base = await requestsPerSecond(bareUrl);
          const rate = await requestsPerSecond(`${url}${path}`);
          if (round < 0) continue;
          rates.push(rate);
          ratios.push(rate / base);
        }
        const name = `${market} market, ${how}`;
        const more = { items: count, more: true };
        const { median } = report.add(`${name}: share of the bare route`, 'x', ratios, { ...more, target });
        report.add(`${name}: requests (${body.length} bytes)`, '1/s', rates, more);
        served.set(`${count} ${name}`, median);
      } finally {
        await stopChild(bare);
      }
    }
  } finally {
    await stopChild(store);
  }
}

/** Waits until the store has read its items. */
async function firstAnswer(url: string): Promise<string> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const answer = await fetch(url);
    if (answer.status === 200) {
      const text = await answer.text();
      const { data } = JSON.parse(text) as { data: unknown[] };
      if (data.length < 20 && attempt === 0) console.log(`   (the page has ${data.length} items)`);
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The store did not become ready.');
}

async function main(): Promise<void> {
  const sizes = SIZES.length > 0 ? SIZES : [10_000, 1_000_000];
  console.log(`Load by ${tool}, ${SECONDS} s a round, one round in turn with the bare route.`);
  for (const size of sizes) await measure(size);
  const [small, large] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  if (small !== large) {
    for (const { market } of ASKED) {
      for (const how of ['cached', 'assembled']) {
        const name = `${market} market, ${how}`;
        const growth = (served.get(`${small} ${name}`) ?? 0) / (served.get(`${large} ${name}`) ?? 1);
        report.add(`${name}: slower than at ${small} by`, 'x', [growth], { items: large, target: 1.5 });
      }
    }
  }
  report.finish({ tool });
}

void main();
