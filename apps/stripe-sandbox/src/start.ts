import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { controlOf, type SandboxControl } from './control/control';
import { buildServer } from './http/server';
import { Sandbox } from './sandbox';
import { StateFile } from './world/state-file';

const SECRET_KEY = 'sk_test_portolan_sandbox';
const PUBLISHABLE_KEY = 'pk_test_portolan_sandbox';

export interface SandboxOptions {
  /** Default 127.0.0.1: the sandbox's keys are public, so it belongs on the local machine. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Makes ids, client secrets and signing secrets reproducible; random without it. */
  seed?: string;
  /**
   * Where all events go from the start, and what signs them (`whsec_...`). An address that is known only
   * later is set with `control.setWebhook`; more endpoints can be created over the API.
   */
  webhook?: { url: string; secret: string };
  /** A file that keeps the state between starts; in memory only without it. */
  stateFile?: string;
  /** Logs every request as JSON on stdout. Default false. */
  logger?: boolean;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:12111`, without a slash at the end. */
  url: string;
  port: number;
  /** A key that works; every other well-formed test key works too. */
  secretKey: string;
  publishableKey: string;
  /** Signs what the configured webhook receives; made up unless the options give one. */
  webhookSecret: string;
  control: SandboxControl;
  /** Stops answering and sending, and writes the state file. */
  close(): Promise<void>;
}

/**
 * Starts a local Stripe.
 * @throws Error when the port is taken, or the state file cannot be read
 */
export async function startStripeSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { host = '127.0.0.1', port = 0, seed, webhook, stateFile, logger = false } = options;
  const file = stateFile === undefined ? undefined : new StateFile(stateFile);
  const earlier = file?.load();
  const webhookSecret = webhook?.secret ?? `whsec_${randomBytes(16).toString('hex')}`;
  const sandbox: Sandbox = new Sandbox(seed, webhookSecret, () => file?.changed(() => sandbox.snapshot()));
  sandbox.setWebhook(webhook?.url);
  const app = buildServer(sandbox, logger);
  await app.listen({ host, port });
  const bound = (app.server.address() as AddressInfo).port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  sandbox.world.publicUrl = url;
  if (earlier) sandbox.restore(earlier);
  return {
    url,
    port: bound,
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    webhookSecret,
    control: controlOf(sandbox),
    async close() {
      await app.close();
      await sandbox.close();
      file?.flush();
    },
  };
}
