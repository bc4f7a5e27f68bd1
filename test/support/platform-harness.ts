import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { createLogger, ManualClock, PinoNestLogger, PlatformModule } from '@portolan/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './test-database';

export interface Harness {
  module: TestingModule;
  clock: ManualClock;
  database: TestDatabase;
  close(): Promise<void>;
}

@Module({})
class Providers {}

/** Some libraries on a real database, without HTTP. Jobs run when `jobs` is true. */
export async function startHarness(
  options: { imports?: DynamicModule['imports']; providers?: Provider[]; jobs?: boolean } = {},
): Promise<Harness> {
  const database = await createTestDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), 'portolan-files-'));
  const clock = new ManualClock();
  const providers = options.providers ?? [];
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        database: { url: database.url, poolSize: 60 },
        jobs: { enabled: options.jobs ?? false, pollIntervalMs: 100 },
        filesDirectory,
        clock,
      }),
      ...(options.imports ?? []),
      { module: Providers, providers, exports: providers },
    ],
  })
    .setLogger(new PinoNestLogger(createLogger('silent')))
    .compile();
  await module.init();
  return {
    module,
    clock,
    database,
    close: async () => {
      await module.close();
      await database.drop();
      await rm(filesDirectory, { recursive: true, force: true });
    },
  };
}
