import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Logger as WorkerLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { Pool } from 'pg';
import { JOB_NAME, JOB_SCHEDULE, type JobHandler } from './job-handler';

export interface JobRunnerOptions {
  databaseUrl: string;
  /** False in a process that only serves requests: the worker process runs the jobs. */
  enabled: boolean;
  /** Jobs at once (default 4). */
  concurrency?: number;
  /** How often to look when no hint came (default 1,000 ms). */
  pollIntervalMs?: number;
}

export const JOB_RUNNER_OPTIONS = Symbol('JobRunnerOptions');

const logger = new Logger('JobRunner');

function note(level: string, message: string): void {
  if (level === 'error') logger.error(message);
  else if (level === 'warning') logger.warn(message);
  else logger.debug(message);
}

/**
 * Runs the queue in this process with every handler that the process contains. The queue remembers what each run was given
 * for as long as the process lives, so what it is given knows nothing but the handlers, and forgets them at the end: a
 * store that has closed is not kept by it.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private runner: Runner | undefined;
  private pool: Pool | undefined;

  constructor(
    @Inject(JOB_RUNNER_OPTIONS) private readonly options: JobRunnerOptions,
    private readonly discovery: DiscoveryService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.enabled) return;
    const { tasks, crontab } = this.collect();
    this.pool = this.openPool();
    this.runner = await run({
      pgPool: this.pool,
      taskList: tasks,
      crontab,
      concurrency: this.options.concurrency ?? 4,
      pollInterval: this.options.pollIntervalMs ?? 1_000,
      noHandleSignals: true,
      logger: new WorkerLogger(() => note),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    await this.pool?.end();
    this.runner = undefined;
    this.pool = undefined;
    this.handlers.clear();
  }

  /** Our own: the queue does not wait until the one that it makes is closed, and its connections would outlive us. */
  private openPool(): Pool {
    const pool = new Pool({ connectionString: this.options.databaseUrl, max: 6 });
    const ended = ({ message }: Error): void => logger.warn(`A connection of the queue ended: ${message}`);
    return pool.on('error', ended).on('connect', (client) => void client.on('error', ended));
  }

  private collect(): { tasks: TaskList; crontab: string } {
    const { handlers } = this;
    const tasks: TaskList = {};
    const lines: string[] = [];
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function' || !instance) continue;
      const name = Reflect.getMetadata(JOB_NAME, metatype) as string | undefined;
      if (name === undefined) continue;
      handlers.set(name, instance as JobHandler);
      tasks[name] = (payload) => {
        const handler = handlers.get(name);
        if (handler === undefined) throw new Error('The queue of this process has ended.');
        return handler.handle(payload);
      };
      const schedule = Reflect.getMetadata(JOB_SCHEDULE, metatype) as string | undefined;
      if (schedule !== undefined) lines.push(`${schedule} ${name}`);
    }
    return { tasks, crontab: lines.join('\n') };
  }
}
