import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The environment of a store on this database, without a word to anybody outside. */
export function storeEnvironment(
  databaseUrl: string,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    FILES_DIRECTORY: join(tmpdir(), 'portolan-bench-files'),
    WORKER: 'none',
    PORT: '0',
    AUTH_SECRET: 'a secret of benchmarks, long enough to be taken',
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_bench',
    STRIPE_WEBHOOK_SECRET: 'whsec_bench',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    ...more,
  };
}

/** A program beside this one, whose output goes nowhere. */
export function startChild(file: string, environment: Record<string, string> = {}): ChildProcess {
  return fork(join(__dirname, file), [], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The next message that has this member. */
export function messageOf<T>(child: ChildProcess, member: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`A child ended with ${code}.`)));
    child.on('message', (message: Record<string, T>) => {
      const value = message[member];
      if (value !== undefined) resolve(value);
    });
  });
}

export function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill();
  });
}
