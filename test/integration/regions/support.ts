import { Test, type TestingModule } from '@nestjs/testing';
import { ManualClock, PlatformModule, type Actor, systemActor } from '@portolan/platform';
import { RegionsModule } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

export interface RegionsApp {
  module: TestingModule;
  clock: ManualClock;
  database: TestDatabase;
  close(): Promise<void>;
}

/** Regions alone on a database of its own; the clock stands at noon of 2026-03-01 UTC. */
export async function startRegions(): Promise<RegionsApp> {
  const database = await createTestDatabase();
  const clock = new ManualClock();
  clock.set('2026-03-01T12:00:00Z');
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        database: { url: database.url, poolSize: 20 },
        jobs: { enabled: false },
        filesDirectory: tmpdir(),
        clock,
      }),
      RegionsModule,
    ],
  }).compile();
  await module.init();
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
export function staffMember(...staffRoles: string[]): Extract<Actor, { kind: 'account' }> {
  return { kind: 'account', accountId: randomUUID(), staffRoles };
}
