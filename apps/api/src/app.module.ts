import { type DynamicModule, Module } from '@nestjs/common';
import { type Clock, PlatformModule } from '@portolan/platform';
import { APP_CONFIG, type AppConfig } from './config/config';
import { ServiceModule } from './service/service.module';

export interface AppOptions {
  /** Replaced in tests. */
  clock?: Clock;
}

/** The whole store: the libraries, bound to each other, and the faces over them. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, options: AppOptions = {}): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule.forRoot({
          database: { url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, entities: [] },
          jobs: { enabled: config.WORKER === 'in-process' },
          filesDirectory: config.FILES_DIRECTORY,
          ...(options.clock === undefined ? {} : { clock: options.clock }),
        }),
        ServiceModule,
      ],
      providers: [{ provide: APP_CONFIG, useValue: config }],
      exports: [APP_CONFIG],
    };
  }
}
