import { createApp } from './create-app';
import { ConfigError, loadConfig } from './config/config';

/** The API process. Ends with one clear line when it cannot start. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  stopGracefully(() => app.close());
  await app.listen({ port: config.PORT, host: config.HOST });
  process.send?.({ ready: true });
}

/** SIGINT, SIGTERM or the death of the parent: finish what runs, then go. A second signal does not wait. */
function stopGracefully(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    const patience = setTimeout(() => process.exit(1), 10_000);
    patience.unref();
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${process.env.PORT ?? 3000} is taken: stop what listens there, or set PORT to another.`;
  return `The API could not start: ${error instanceof Error ? error.message : String(error)}`;
}
