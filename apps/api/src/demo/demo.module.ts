import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from '../app.module';
import type { AppConfig } from '../config/config';
import { DemoSeedRun } from './demo-seed-run';

/** The store with what its demo seed needs besides. */
@Module({})
export class DemoAppModule {
  static forRoot(config: AppConfig): DynamicModule {
    return { module: DemoAppModule, imports: [AppModule.forRoot(config)], providers: [DemoSeedRun] };
  }
}
