import { DomainError } from '@portolan/platform';
import { ConfigError } from './config/config';

const PATIENCE_MS = 10_000;

/** SIGINT, SIGTERM or the death of the parent: finish what runs, then go. A second signal does not wait. */
export function stopGracefully(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

/** Ends a process that could not start with one clear line. */
export function reportAndExit(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${process.env.PORT ?? 3000} is taken: stop what listens there, or set PORT to another.`;
  if (code === 'ECONNREFUSED') return 'The database of DATABASE_URL cannot be reached: connection refused.';
  if (error instanceof DomainError)
    return [error.message, ...error.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)].join(
      '\n',
    );
  return `Could not start: ${error instanceof Error ? error.message : String(error)}`;
}
