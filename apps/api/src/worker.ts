import { NestFactory } from '@nestjs/core';
import { createLogger, PinoNestLogger } from '@portolan/platform';
import { AppModule } from './app.module';
import { loadConfig } from './config/config';
import { reportAndExit, stopGracefully } from './process-life';

/** The worker process: runs the job queue and serves nothing. Any number of them work side by side. */
async function main(): Promise<void> {
  const config = loadConfig({ ...process.env, WORKER: 'in-process' });
  const logger = new PinoNestLogger(createLogger(config.LOG_LEVEL));
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), {
    logger,
    abortOnError: false,
  });
  stopGracefully(() => app.close());
  process.send?.({ ready: true });
}

main().catch(reportAndExit);
