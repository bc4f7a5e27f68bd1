import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { TestApp } from './test-app';

/** The whole store in a process of its own, on the database of another one: all that they share is what is committed there. */
export class StoreProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** `http://127.0.0.1:<port>` */
    readonly url: string,
  ) {}

  /** @param name of its sessions in the database. */
  static async beside(
    store: TestApp,
    name: string,
    environment: Record<string, string> = {},
  ): Promise<StoreProcess> {
    const database = new URL(store.database.url);
    database.searchParams.set('application_name', name);
    const child = fork(resolve('test/bench/served/store-server.ts'), [], {
      execArgv: ['--require', resolve('tools/typescript-hook.js')],
      env: {
        PATH: process.env.PATH,
        ...store.environment,
        WORKER: 'none',
        DATABASE_URL: database.href,
        ...environment,
      },
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`The second process ended with ${code}.`);
    });
    const [message] = (await Promise.race([once(child, 'message'), failed])) as [{ url: string }];
    failed.catch(() => undefined);
    return new StoreProcess(child, message.url);
  }

  /** Ends it outright, as a machine does that fails. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
