import { PayOrder, RefundOrder, SweepPayments } from '@portolan/payments';
import { DomainError } from '@portolan/platform';
import { PullKillSwitch } from '@portolan/regions';
import { lift } from '../../support/change-sets';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import {
  aBuyer,
  anAmerican,
  anItem,
  deliver,
  type PaymentsApp,
  paymentIdOf,
  place,
  settled,
  startPayments,
} from './support';

const CARDS = [
  'pm_card_visa',
  'pm_card_chargeDeclined',
  'pm_card_threeDSecureRequired',
  'pm_card_refundFail',
  'pm_card_pendingRefund',
];

/** One thing that somebody does; numbers choose among what there is. */
type Step =
  | { do: 'place'; buyer: number; item: number; card: number | null }
  | { do: 'pay'; order: number; card: number }
  | { do: 'challenge'; order: number; passed: boolean }
  | { do: 'refund'; order: number; amount: number | null; staff: boolean }
  | { do: 'block'; item: number }
  | { do: 'lift' }
  | { do: 'wait'; minutes: number }
  | { do: 'deliver'; order: number };

const small = fc.nat(11);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('place' as const), buyer: small, item: small, card: fc.option(small, { nil: null }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay' as const), order: small, card: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('challenge' as const), order: small, passed: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      order: small,
      amount: fc.option(fc.integer({ min: 1, max: 600 }), { nil: null }),
      staff: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('block' as const), item: small }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lift' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 61) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), order: small }) },
); // prettier-ignore

describe('whatever people, banks and staff do', () => {
  let app: PaymentsApp;
  const [legal, support] = [aBuyer('legal'), aBuyer('support')];
  beforeAll(async () => {
    app = await startPayments({ jobs: true });
  });
  afterAll(() => app.close());

  /** One random history in a world of its own: two buyers, three apps. */
  class World {
    readonly buyers = [anAmerican(app), anAmerican(app)];
    readonly orders: { id: string; buyer: ReturnType<typeof aBuyer> }[] = [];
    readonly blocks: string[] = [];
    constructor(readonly items: string[]) {}

    async take(one: Step): Promise<void> {
      try {
        await this.attempt(one);
      } catch (error) {
        // Being refused is part of life, failing is not.
        if (!(error instanceof DomainError)) throw error;
        if (typeof error.extra.orderId === 'string') await this.remember(error.extra.orderId);
      }
      await settled(app);
    }

    private async remember(id: string): Promise<void> {
      if (this.orders.some((order) => order.id === id)) return;
      const [row] = await app.database.query<{ account_id: string }>(
        'SELECT account_id FROM customer_order WHERE id = $1',
        [id],
      );
      const buyer = this.buyers.find(({ accountId }) => accountId === row?.account_id);
      if (buyer !== undefined) this.orders.push({ id, buyer });
    }

    private pick<T>(list: readonly T[], index: number): T {
      const found = list[index % Math.max(list.length, 1)];
      if (found === undefined) throw new DomainError('not-found', 'nothing-to-pick', 'There is none yet.');
      return found;
    }

    private async attempt(one: Step): Promise<void> {
      const { module, sandbox } = app;
      if (one.do === 'place') {
        const [buyer, item] = [this.pick(this.buyers, one.buyer), this.pick(this.items, one.item)];
        const card = one.card === null ? {} : { paymentMethod: this.pick(CARDS, one.card) };
        await this.remember((await place(app, buyer, [item], card)).order.id);
      } else if (one.do === 'pay') {
        const { id: orderId, buyer: actor } = this.pick(this.orders, one.order);
        const paymentMethod = this.pick(CARDS, one.card);
        await module.get(PayOrder).execute({ actor, orderId, paymentMethod, idempotencyKey: randomUUID() });
      } else if (one.do === 'challenge') {
        const paymentId = await paymentIdOf(app, this.pick(this.orders, one.order).id);
        const { status } = await app.stripe.paymentIntents.retrieve(paymentId);
        if (status !== 'requires_action') return;
        if (one.passed) sandbox.control.complete3ds(paymentId);
        else sandbox.control.fail3ds(paymentId);
      } else if (one.do === 'refund') {
        const { id: orderId, buyer } = this.pick(this.orders, one.order);
        const who = one.staff
          ? { as: 'staff' as const, actor: support }
          : { as: 'consumer' as const, actor: buyer };
        await module
          .get(RefundOrder)
          .execute({ ...who, orderId, amount: one.amount, reason: 'random', idempotencyKey: randomUUID() });
      } else if (one.do === 'block') {
        const target = { itemId: this.pick(this.items, one.item) };
        const kill = { target, markets: 'US', retention: 'full' as const, reason: 'random', actor: legal };
        this.blocks.push((await module.get(PullKillSwitch).execute(kill)).id);
      } else if (one.do === 'lift') {
        const prohibitionId = this.blocks.pop();
        if (prohibitionId === undefined) return;
        await lift(module, prohibitionId);
      } else if (one.do === 'wait') {
        sandbox.control.advanceClock(one.minutes * 60);
        app.clock.advance(one.minutes * 60_000);
        await module.get(SweepPayments).handle();
      } else {
        await deliver(app, await paymentIdOf(app, this.pick(this.orders, one.order).id));
      }
    }

    /** Money and ownership agree, with each other and with the provider. */
    async check(): Promise<void> {
      const owned = await app.database.query<{ owner: string; live: number; paid: number }>(
        `SELECT o.account_id || ' ' || l.item_id AS owner,
                (SELECT count(*)::int FROM entitlement e
                  WHERE e.account_id = o.account_id AND e.item_id = l.item_id AND e.status <> 'revoked') AS live,
                count(*) FILTER (WHERE o.fulfilled_at IS NOT NULL
                                   AND o.status IN ('paid', 'partially-refunded', 'refunding'))::int AS paid
           FROM order_line l JOIN customer_order o ON o.id = l.order_id
          WHERE o.account_id = ANY($1) GROUP BY o.account_id, l.item_id`,
        [this.buyers.map(({ accountId }) => accountId)],
      );
      for (const { owner, live, paid } of owned) expect([owner, live]).toEqual([owner, Math.min(paid, 1)]);
      for (const { id } of this.orders) await this.checkOrder(id);
    }

    private async checkOrder(id: string): Promise<void> {
      const [order] = await app.database.query<Record<string, string | null>>(
        `SELECT o.status, o.captured_amount AS captured, o.refunded_amount AS refunded, o.payment_intent_id AS payment,
                (SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.order_id = o.id AND r.status <> 'failed') AS promised,
                (SELECT count(*) FROM refund r WHERE r.order_id = o.id AND r.status IN ('requested', 'submitted')) AS open
           FROM customer_order o WHERE o.id = $1`,
        [id],
      );
      expect([id, order?.refunded]).toEqual([id, order?.promised]);
      expect([id, order?.status === 'refunding']).toEqual([id, order?.open !== '0']);
      if (order === undefined || typeof order.payment !== 'string') return;
      const intent = await app.stripe.paymentIntents.retrieve(order.payment, { expand: ['latest_charge'] });
      const charge = intent.latest_charge;
      const returned = charge !== null && typeof charge === 'object' ? charge.amount_refunded : 0;
      // Events may still be on their way: what we know is never more than what happened.
      expect(Number(order.captured)).toBeLessThanOrEqual(intent.amount_received);
      expect(Number(order.refunded)).toBeGreaterThanOrEqual(returned);
    }
  }

  it('nobody owns what is not paid, and nothing is paid back twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        app.clock.release();
        const world = new World([await anItem(app), await anItem(app), await anItem(app)]);
        for (const one of steps) {
          await world.take(one);
          await world.check();
        }
        // In the end every event arrives, and the books are equal.
        for (const { id } of world.orders)
          await world.take({ do: 'deliver', order: world.orders.findIndex((one) => one.id === id) });
        await world.check();
        for (const { id } of world.orders) {
          const [order] = await app.database.query<Record<string, string>>(
            'SELECT captured_amount AS captured, refunded_amount AS refunded, payment_intent_id AS payment FROM customer_order WHERE id = $1',
            [id],
          );
          const intent = await app.stripe.paymentIntents.retrieve(order?.payment ?? '', {
            expand: ['latest_charge'],
          });
          const charge = intent.latest_charge;
          const returned = charge !== null && typeof charge === 'object' ? charge.amount_refunded : 0;
          expect([id, order?.captured, order?.refunded]).toEqual([
            id,
            String(intent.amount_received),
            String(returned),
          ]);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
