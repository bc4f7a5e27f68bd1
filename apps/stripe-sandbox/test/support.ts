import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type RunningSandbox, type SandboxOptions, startStripeSandbox } from '../src';

export const RETURN_URL = 'https://store.example/paid';

/** A delivery as the consumer got it. */
export interface Received {
  body: string;
  signature: string;
  type: string;
  id: string;
}

/** A webhook consumer on a free port; `answer` decides the status of each delivery. */
export async function startConsumer(): Promise<{
  url: string;
  received: Received[];
  answer: (delivery: Received) => number;
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  const consumer = { answer: (_delivery: Received): number => 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { type, id } = JSON.parse(body) as { type: string; id: string };
      const delivery = { body, type, id, signature: String(request.headers['stripe-signature']) };
      received.push(delivery);
      response.writeHead(consumer.answer(delivery)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(consumer, {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

/** The official client, pointed at a sandbox. Retries are off, so that a test sees the first answer. */
export function clientOf(sandbox: RunningSandbox, key = sandbox.secretKey): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

export interface Bench {
  sandbox: RunningSandbox;
  stripe: Stripe;
}

/** Starts a sandbox before all tests of a file and forgets its state before each. */
export function useSandbox(options: SandboxOptions = {}): Bench {
  const bench = {} as Bench;
  beforeAll(async () => {
    bench.sandbox = await startStripeSandbox(options);
    bench.stripe = clientOf(bench.sandbox);
  });
  beforeEach(() => bench.sandbox.control.reset());
  afterAll(() => bench.sandbox.close());
  return bench;
}

/** Creates and confirms a payment as a server does. */
export function pay(
  stripe: Stripe,
  method: string,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 1999,
    currency: 'eur',
    payment_method: method,
    confirm: true,
    return_url: RETURN_URL,
    ...more,
  });
}

/** What a call fails with. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was expected to fail');
}
