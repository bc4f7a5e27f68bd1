import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStripeSandbox } from '../src';
import { clientOf, pay, startConsumer } from './support';

describe('The state file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lets yesterday's order be refunded, and keeps clock, keys and what is still to come", async () => {
    const stateFile = join(folder, 'deeper', 'stripe.json');
    const first = await startStripeSandbox({ stateFile });
    const intent = await pay(clientOf(first), 'pm_card_pendingRefund');
    const challenged = await pay(clientOf(first), 'pm_card_authenticationRequired');
    const key = { idempotencyKey: 'refund:1' };
    const refund = await clientOf(first).refunds.create({ payment_intent: intent.id, amount: 500 }, key);
    first.control.advanceClock(30);
    const time = first.control.now();
    await first.close();
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['stripe.json']);

    const second = await startStripeSandbox({ stateFile });
    const stripe = clientOf(second);
    expect(second.control.now()).toBeGreaterThanOrEqual(time);
    expect((await stripe.refunds.create({ payment_intent: intent.id, amount: 500 }, key)).id).toBe(refund.id);
    expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(1499);
    second.control.advanceClock(30);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    const reopened = await stripe.paymentIntents.retrieve(challenged.id);
    expect(reopened.next_action?.redirect_to_url?.url).toContain(second.url);
    expect((await pay(stripe, 'pm_card_visa')).id).not.toBe(intent.id);
    await second.close();
  });

  it('delivers after a restart what nobody had taken before', async () => {
    const stateFile = join(folder, 'stripe.json');
    const secret = 'whsec_x';
    const first = await startStripeSandbox({
      stateFile,
      webhook: { url: 'http://127.0.0.1:9/closed', secret },
    });
    await clientOf(first).paymentIntents.create({ amount: 500, currency: 'eur' });
    await first.close();
    const consumer = await startConsumer();
    const second = await startStripeSandbox({ stateFile, webhook: { url: consumer.url, secret } });
    await second.control.deliveriesSettled();
    expect(consumer.received.map((one) => one.type)).toEqual(['payment_intent.created']);
    await second.close();
    await consumer.close();
  });

  it.each(['{"version":', '{"version":99}', '[]'])(
    'refuses to start from %s and leaves the file alone',
    async (text) => {
      const stateFile = join(folder, 'stripe.json');
      writeFileSync(stateFile, text);
      await expect(startStripeSandbox({ stateFile })).rejects.toThrow(/state file/);
      expect(readdirSync(folder)).toEqual(['stripe.json']);
    },
  );
});
