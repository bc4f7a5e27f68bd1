import { NestFactory } from '@nestjs/core';
import { createLogger, PinoNestLogger } from '@portolan/platform';
import { DemoAppModule } from './demo.module';
import { loadConfig } from '../config/config';
import { reportAndExit, stopGracefully } from '../process-life';
import { DemoSeedRun } from './demo-seed-run';
import { seedApps } from './seed-apps';
import { seedDevices } from './seed-devices';
import { seedPeople } from './seed-people';
import { seedRules } from './seed-rules';

/** Loads the demo store through the use cases of the API, once. Run by `npm start` on an empty database. */
async function main(): Promise<void> {
  const config = loadConfig({ ...process.env, WORKER: 'none' });
  const logger = new PinoNestLogger(createLogger(config.LOG_LEVEL));
  const app = await NestFactory.createApplicationContext(DemoAppModule.forRoot(config), {
    logger,
    abortOnError: false,
  });
  stopGracefully(() => app.close());
  const run = app.get(DemoSeedRun);
  await run.start();
  const people = await seedPeople(app);
  await seedRules(app, people);
  await seedDevices(app, people);
  await seedApps(app, people);
  await run.finish();
  await app.close();
  process.exit(0);
}

main().catch(reportAndExit);
