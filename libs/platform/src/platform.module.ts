import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { join } from 'node:path';
import { AuditLog } from './audit/audit-log';
import { Clock, SystemClock } from './clock/clock';
import { AfterCommit } from './database/after-commit';
import { CHANGE_HINTS_OPTIONS, ChangeHints, type ChangeHintsOptions } from './database/change-hints';
import { DatabaseModule, type DatabaseOptions } from './database/database.module';
import { ReadSnapshot } from './database/read-snapshot';
import { FileStore } from './files/file-store';
import { LocalFileStore } from './files/local-file-store';
import { PartialFiles } from './files/partial-files';
import { Idempotency } from './idempotency/idempotency';
import { Ids, RandomIds } from './ids/ids';
import { JobQueue } from './jobs/job-queue';
import { JOB_RUNNER_OPTIONS, JobRunner, type JobRunnerOptions } from './jobs/job-runner';
import { ForgetMail } from './mail/forget-mail';
import { MAIL_OPTIONS, type MailOptions } from './mail/mail-options';
import { MailQueue } from './mail/mail-queue';
import { SendMail } from './mail/send-mail';
import { Metrics } from './metrics/metrics';

export interface PlatformOptions {
  database: DatabaseOptions;
  jobs: Omit<JobRunnerOptions, 'databaseUrl'>;
  /** The folder of the local file store. */
  filesDirectory: string;
  /** Left out: the process writes no mail, and nothing in it may ask for `MailQueue`. */
  mail?: MailOptions;
  /** Replaced in tests. */
  clock?: Clock;
}

/** Everything without a business word in it, for every library. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    const services = [AfterCommit, AuditLog, ChangeHints, JobQueue, Idempotency, Metrics, ReadSnapshot];
    const { mail } = options;
    const { url, listen = false, changePollMs = 1_000 } = options.database;
    const hints: ChangeHintsOptions = { url, listen, pollMs: changePollMs };
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(options.database), DiscoveryModule],
      providers: [
        ...services,
        JobRunner,
        ...(mail === undefined
          ? []
          : [MailQueue, SendMail, ForgetMail, { provide: MAIL_OPTIONS, useValue: mail }]),
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: CHANGE_HINTS_OPTIONS, useValue: hints },
        { provide: Ids, useClass: RandomIds },
        { provide: JOB_RUNNER_OPTIONS, useValue: { ...options.jobs, databaseUrl: url } },
        {
          provide: FileStore,
          useFactory: (ids: Ids) => new LocalFileStore(options.filesDirectory, ids),
          inject: [Ids],
        },
        { provide: PartialFiles, useValue: new PartialFiles(join(options.filesDirectory, 'partial')) },
      ],
      exports: [
        ...services,
        ...(mail === undefined ? [] : [MailQueue]),
        Clock,
        Ids,
        FileStore,
        PartialFiles,
        DatabaseModule,
      ],
    };
  }
}
