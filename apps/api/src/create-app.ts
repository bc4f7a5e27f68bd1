import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, PinoNestLogger } from '@portolan/platform';
import { AppModule, type AppOptions } from './app.module';
import type { AppConfig } from './config/config';
import { configureApp, createAdapter } from './configure-app';
import { serveOpenApi } from './http/serve-openapi';

/** Builds the API, ready to listen. The same for the process, for tests and for printing the OpenAPI document. */
export async function createApp(
  config: AppConfig,
  options: AppOptions = {},
): Promise<NestFastifyApplication> {
  const logger = createLogger(config.LOG_LEVEL);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, options),
    createAdapter(config.TRUSTED_PROXIES),
    {
      logger: new PinoNestLogger(logger),
      bodyParser: false,
      abortOnError: false,
    },
  );
  await configureApp(app, logger);
  serveOpenApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
