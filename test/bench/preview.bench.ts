import { type AccountActor, systemActor } from '@portolan/platform';
import { ChangeMarketStatus, CreateChangeSet, type Edit, PreviewChangeSet } from '@portolan/regions';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { AppModule } from '../../apps/api/src/app.module';
import { loadConfig } from '../../apps/api/src/config/config';
import { marketSeed } from '../../libs/regions/src/seed';
import { Report } from './report';
import { startBenchDatabase } from './served/bench-database';
import { storeEnvironment } from './served/children';
import { OPEN, openStore, seedItems } from './served/store-seed';

/**
 * What a preview takes with its database: from the question to the answer that is stored, with the names of the first items, what stays
 * closed and by what, and the holders affected. `regions.bench.ts` measures the part of it that compiles and compares.
 */
const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const ROUNDS = 9;
const report = new Report('preview');
const manager: AccountActor = { kind: 'account', accountId: randomUUID(), staffRoles: ['market-manager'] };
const actor = systemActor('bench');
const everywhere = { expression: 'WORLD', coversFutureMarkets: true };
const closeAll: Edit = { do: 'set-plan', markets: everywhere, offered: false };
const closeOne: Edit = {
  do: 'set-plan',
  category: 'app/tools',
  markets: { expression: 'DE', coversFutureMarkets: true },
  offered: false,
};

async function measure(count: number): Promise<void> {
  const database = await startBenchDatabase();
  const config = loadConfig(storeEnvironment(database.url));
  const start = () => NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false });
  try {
    const empty = await start();
    await openStore(empty);
    for (const market of marketSeed().map(({ code }) => code))
      if (!OPEN.includes(market))
        await empty.get(ChangeMarketStatus).execute({ market, status: 'open', reason: 'bench', actor });
    await empty.close();
    await seedItems(database.url, count);
    const app = await start();
    for (const [name, edit] of [
      ['everything closes everywhere', closeAll],
      ['one category closes in one market', closeOne],
    ] as const) {
      const set = { title: 'A bench', reason: 'bench', edits: [edit], actor: manager };
      const { id } = await app.get(CreateChangeSet).execute(set);
      const times: number[] = [];
      for (let round = -1; round <= ROUNDS; round++) {
        const began = performance.now();
        const { diff } = await app.get(PreviewChangeSet).execute({ changeSetId: id, actor: manager });
        if (round > 0) times.push(performance.now() - began);
        if (diff.counts.length === 0) throw new Error('The preview found nothing.');
      }
      report.add(`preview: ${name}`, 'ms', times, { items: count, target: 100 });
    }
    await app.close();
  } finally {
    await database.stop();
  }
}

async function main(): Promise<void> {
  for (const size of SIZES.length > 0 ? SIZES : [10_000, 1_000_000]) await measure(size);
  report.finish({ growth: report.growth() });
}

void main();
