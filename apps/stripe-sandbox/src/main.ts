import { startStripeSandbox } from './start';

/** Port 0, or an unset variable, means any free port. */
function portFromEnvironment(): number {
  const given = process.env.STRIPE_SANDBOX_PORT ?? '0';
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port > 65_535)
    throw new Error(`STRIPE_SANDBOX_PORT is not a port: ${given}`);
  return port;
}

async function main(): Promise<void> {
  const { STRIPE_SANDBOX_WEBHOOK_URL: url, STRIPE_SANDBOX_WEBHOOK_SECRET: secret } = process.env;
  if ((url === undefined) !== (secret === undefined)) {
    throw new Error('STRIPE_SANDBOX_WEBHOOK_URL and STRIPE_SANDBOX_WEBHOOK_SECRET belong together');
  }
  const sandbox = await startStripeSandbox({
    port: portFromEnvironment(),
    seed: process.env.STRIPE_SANDBOX_SEED,
    stateFile: process.env.STRIPE_SANDBOX_STATE,
    ...(url !== undefined && secret !== undefined ? { webhook: { url, secret } } : {}),
  });
  process.stdout.write(`Stripe sandbox on ${sandbox.url} (secret key ${sandbox.secretKey})\n`);
  process.send?.({
    url: sandbox.url,
    port: sandbox.port,
    secretKey: sandbox.secretKey,
    publishableKey: sandbox.publishableKey,
  });

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  stopWithParent(stop);
}

/** A child must not outlive the process that started it: its IPC channel or its piped stdin closes. */
function stopWithParent(stop: () => void): void {
  if (process.connected) process.once('disconnect', stop);
  if (process.env.STRIPE_SANDBOX_STOP_WITH_STDIN === '1')
    process.stdin.once('end', stop).once('close', stop).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`Stripe sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
