import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { banner } from './banner';
import { runChild, startChild } from './child';
import { prepareDatabase } from './database';
import { keptSecret, STATE_FOLDER, statePath } from './state-folder';

const compiled = (path: string): string => join(__dirname, '../..', path);

/** What was started, newest last; stopped in reverse. */
const started: { stop(): Promise<void> }[] = [];
let stopping = false;

/** `npm start`: brings up whatever the environment does not name, then the API, and says how to go on. */
async function main(): Promise<void> {
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || '127.0.0.1';
  const apiUrl = `http://${host}:${port}`;
  await assertPortIsFree(port, host);

  const database = await prepareDatabase(process.env.DATABASE_URL || undefined);
  started.push(database);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    HOST: host,
    DATABASE_URL: database.url,
    AUTH_SECRET: process.env.AUTH_SECRET || keptSecret('auth-secret'),
    FILES_DIRECTORY: process.env.FILES_DIRECTORY || statePath('files'),
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    REVIEW_POLICY: process.env.REVIEW_POLICY || 'demo',
    MAIL_DIRECTORY: process.env.MAIL_DIRECTORY || statePath('mail'),
  };
  const stripe = await prepareStripe(environment, apiUrl);
  const demo = process.env.NODE_ENV !== 'production';
  // The demo's staff sign in with the password that stands in the README.
  if (demo) environment.REQUIRE_SECOND_FACTOR ||= 'false';
  if (demo && !database.seeded) {
    process.stdout.write('Seeding the demo store, once...\n');
    await runChild({ name: 'The demo seed', file: compiled('apps/api/src/demo/main.js'), env: environment });
  }
  const api = await startChild({
    name: 'The API',
    file: compiled('apps/api/src/main.js'),
    env: environment,
    onUnexpectedExit: fail,
  });
  started.push(api);
  const where = database.embedded
    ? `embedded Postgres, data kept in ${relative('.', STATE_FOLDER)} (${database.url})`
    : 'DATABASE_URL';
  process.stdout.write(banner(apiUrl, { database: where, stripe, mail: mailGoesTo(environment), demo }));
}

/** Where mail can be read. */
function mailGoesTo({ SMTP_URL, MAIL_DIRECTORY = '' }: NodeJS.ProcessEnv): string {
  return SMTP_URL ? 'SMTP_URL' : `a file for each message in ${relative('.', MAIL_DIRECTORY)}`;
}

/** Points `environment` at the local Stripe unless a real key is given. Says which it is. */
async function prepareStripe(environment: NodeJS.ProcessEnv, apiUrl: string): Promise<string> {
  if (environment.STRIPE_SECRET_KEY) return 'STRIPE_SECRET_KEY';
  const secret = keptSecret('stripe-webhook-secret');
  const sandbox = await startChild({
    name: 'The local Stripe',
    file: compiled('apps/stripe-sandbox/src/main.js'),
    env: {
      ...process.env,
      STRIPE_SANDBOX_PORT: process.env.STRIPE_SANDBOX_PORT || '0',
      STRIPE_SANDBOX_WEBHOOK_URL: `${apiUrl}/v1/webhooks/stripe`,
      STRIPE_SANDBOX_WEBHOOK_SECRET: `whsec_${secret}`,
      STRIPE_SANDBOX_STATE: statePath('stripe-sandbox.json'),
    },
    onUnexpectedExit: fail,
  });
  started.push(sandbox);
  const { url, secretKey, publishableKey } = sandbox.ready as Record<
    'url' | 'secretKey' | 'publishableKey',
    string
  >;
  environment.STRIPE_API_BASE = url;
  environment.STRIPE_SECRET_KEY = secretKey;
  environment.STRIPE_PUBLISHABLE_KEY = publishableKey;
  environment.STRIPE_WEBHOOK_SECRET = `whsec_${secret}`;
  return `local Stripe at ${url}`;
}

function assertPortIsFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new Error(
          taken
            ? `Port ${port} is taken: stop what listens there, or set PORT to another.`
            : `Cannot listen on ${host}:${port}: ${error.message}`,
        ),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function stopAll(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const part of started.reverse()) await part.stop().catch(() => undefined);
  process.exit(code);
}

function fail(reason: string): void {
  if (stopping) return;
  process.stderr.write(`${reason}\n`);
  void stopAll(1);
}

process.on('SIGINT', () => void stopAll(0));
process.on('SIGTERM', () => void stopAll(0));
process.on('SIGHUP', () => void stopAll(0));
watchParent();

/** When npm or the shell that started us is killed, nobody tells us: our parent changes. */
function watchParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stopAll(0);
  }, 1_000).unref();
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
