import { Test, type TestingModule } from '@nestjs/testing';
import {
  type AccountActor,
  type Actor,
  type Clock,
  ManualClock,
  PlatformModule,
  systemActor,
} from '@portolan/platform';
import {
  DecideAvailability,
  type Decision,
  PutItem,
  RegionsModule,
  SeedRegions,
  SelectTerritories,
  SetItemFacts,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { openStoreIn } from '../../support/change-sets';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

export interface RegionsApp {
  module: TestingModule;
  clock: ManualClock;
  database: TestDatabase;
  close(): Promise<void>;
}

/** The instant at which the clock stands. */
export const NOW = '2026-03-01T12:00:00.000Z';

/** Regions alone on a database that is there already, as one process of several has it. */
export async function joinRegions(
  databaseUrl: string,
  clock: Clock,
  poolSize = 20,
  changePollMs = 1_000,
): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        database: { url: databaseUrl, poolSize, changePollMs },
        jobs: { enabled: false },
        filesDirectory: tmpdir(),
        clock,
      }),
      RegionsModule,
    ],
  }).compile();
  return module.init();
}

/** Regions alone on a database of its own. */
export async function startRegions(poolSize?: number): Promise<RegionsApp> {
  const database = await createTestDatabase();
  const clock = new ManualClock();
  clock.set(NOW);
  const module = await joinRegions(database.url, clock, poolSize);
  return {
    module,
    clock,
    database,
    close: async () => {
      await module.close();
      await database.drop();
    },
  };
}

export const store: Actor = systemActor('test');

/** A member of staff with these roles. */
export function staffMember(...staffRoles: string[]): AccountActor {
  return { kind: 'account', accountId: randomUUID(), staffRoles };
}

/** The world's markets with DE, FR and US open, and a plan that offers everything everywhere. */
export async function openStore({ module }: Pick<RegionsApp, 'module'>): Promise<void> {
  await module.get(SeedRegions).execute();
  await openStoreIn(module, 'DE', 'FR', 'US');
}

/** A published, free app that its publisher selected for `territories`. */
export async function putApp(
  { module }: Pick<RegionsApp, 'module'>,
  territories = 'WORLD',
  item: Partial<Parameters<PutItem['execute']>[0]> = {},
): Promise<string> {
  const id = item.id ?? randomUUID();
  const known = { kind: 'app' as const, category: 'app/game', publisherId: randomUUID(), attributes: {} };
  await module.get(PutItem).execute({ ...known, ...item, id });
  await module.get(SetItemFacts).execute({ itemId: id, published: true, free: true });
  const selection = { itemId: id, expression: territories, coversFutureMarkets: true, actor: store };
  await module.get(SelectTerritories).execute(selection);
  return id;
}

/** The decision about one item; fails for an unknown one. */
export async function decideOne(
  { module }: Pick<RegionsApp, 'module'>,
  itemId: string,
  market: string,
  action: 'list' | 'acquire' = 'acquire',
  at?: string,
): Promise<Decision> {
  const question = { itemId, market, action, ...(at === undefined ? {} : { at: new Date(at) }) };
  const [decision] = await module.get(DecideAvailability).execute({ questions: [question] });
  if (decision === null || decision === undefined) throw new Error(`There is no item ${itemId}.`);
  return decision;
}

export const codesOf = (decision: Decision): string[] => decision.reasons.map(({ code }) => code);

/**
 * Leaves a world of few markets, with no groups but WORLD and EU. Rules are read and compiled anew for each epoch: where a test
 * makes hundreds of epochs, hundreds of markets would take most of its time. Before the first question that counts.
 */
export async function keepMarkets(database: TestDatabase, markets: readonly string[]): Promise<void> {
  for (const table of ['market_group_member', 'market_currency', 'market_status'])
    await database.query(`DELETE FROM ${table} WHERE NOT (market = ANY ($1))`, [markets]);
  await database.query("DELETE FROM market_group_member WHERE market_group <> 'EU'");
  await database.query("DELETE FROM market_group WHERE code NOT IN ('WORLD', 'EU')");
  await database.query('DELETE FROM market WHERE NOT (code = ANY ($1))', [markets]);
  await database.query('UPDATE region_epoch SET token = gen_random_uuid()');
}
