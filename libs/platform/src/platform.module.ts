import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditLog } from './audit/audit-log';
import { Clock, SystemClock } from './clock/clock';
import { DatabaseModule, type DatabaseOptions } from './database/database.module';
import { FileStore } from './files/file-store';
import { LocalFileStore } from './files/local-file-store';
import { Idempotency } from './idempotency/idempotency';
import { Ids, RandomIds } from './ids/ids';
import { JobQueue } from './jobs/job-queue';
import { JOB_RUNNER_OPTIONS, JobRunner, type JobRunnerOptions } from './jobs/job-runner';
import { Metrics } from './metrics/metrics';

export interface PlatformOptions {
  database: DatabaseOptions;
  jobs: Omit<JobRunnerOptions, 'databaseUrl'>;
  /** The folder of the local file store. */
  filesDirectory: string;
  /** Replaced in tests. */
  clock?: Clock;
}

/** Everything without a business word in it, for every library. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    const services = [AuditLog, JobQueue, Idempotency, Metrics];
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(options.database), DiscoveryModule],
      providers: [
        ...services,
        JobRunner,
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: Ids, useClass: RandomIds },
        { provide: JOB_RUNNER_OPTIONS, useValue: { ...options.jobs, databaseUrl: options.database.url } },
        {
          provide: FileStore,
          useFactory: (ids: Ids) => new LocalFileStore(options.filesDirectory, ids),
          inject: [Ids],
        },
      ],
      exports: [...services, Clock, Ids, FileStore, DatabaseModule],
    };
  }
}
