import { Money } from '@portolan/platform';
import fc from 'fast-check';
import type { Order, OrderLine } from '../orders/order';
import type { OrderState } from '../orders/order-states';
import { CONSUMER_REFUND_WINDOW_MS, refundableAmount } from './refund-policy';

const PAID_AT = new Date('2026-03-01T12:00:00Z');

function order(change: Partial<Order> & { kind?: OrderLine['kind'] } = {}): Order {
  const { kind = 'app', ...rest } = change;
  const line: OrderLine = {
    id: 'l', itemId: 'i', kind, title: 'T', publisherId: 'p', amount: 499n, taxInclusive: true,
  }; // prettier-ignore
  return {
    id: 'o',
    accountId: 'a',
    idempotencyKey: 'k',
    fingerprint: 'f',
    market: 'DE',
    shipTo: null,
    homeMarket: 'DE',
    total: Money.of(499n, 'EUR'),
    captured: 499n,
    refunded: 0n,
    status: 'paid',
    paymentId: 'pi_1',
    decidedEpoch: 1,
    placedAt: PAID_AT,
    expiresAt: PAID_AT,
    fulfilledAt: PAID_AT,
    lines: [line],
    ...rest,
  };
}
const after = (ms: number) => new Date(PAID_AT.getTime() + ms);

describe('what may be refunded', () => {
  it('gives a consumer everything back until the window closes', () => {
    expect(refundableAmount(order(), 'consumer', null, after(CONSUMER_REFUND_WINDOW_MS - 1))).toBe(499n);
    expect(() => refundableAmount(order(), 'consumer', null, after(CONSUMER_REFUND_WINDOW_MS))).toThrow(
      'refund-window-closed',
    );
  });

  it('sends consumers with devices or partial wishes to the staff', () => {
    expect(() => refundableAmount(order({ kind: 'device' }), 'consumer', null, PAID_AT)).toThrow(
      'refund-needs-support',
    );
    expect(() => refundableAmount(order(), 'consumer', 100n, PAID_AT)).toThrow('refund-partial-not-allowed');
  });

  it('lets staff refund any part of what is left, at any time', () => {
    const later = after(90 * 24 * 3_600_000);
    expect(
      refundableAmount(order({ refunded: 100n, status: 'partially-refunded' }), 'staff', null, later),
    ).toBe(399n);
    expect(() => refundableAmount(order({ refunded: 100n }), 'staff', 400n, later)).toThrow(
      'refund-exceeds-payment',
    );
    expect(() => refundableAmount(order(), 'staff', 0n, later)).toThrow('refund-amount-invalid');
  });

  it.each<OrderState>(['pending', 'awaiting-payment', 'failed', 'expired'])(
    'refunds nothing of an order that is %s',
    (status) => {
      expect(() => refundableAmount(order({ status, captured: 0n }), 'staff', null, PAID_AT)).toThrow(
        'order-not-refundable',
      );
    },
  );

  it('never allows more than was captured, whoever asks', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 99_999_999n }),
        fc.bigInt({ min: 0n, max: 99_999_999n }),
        fc.option(fc.bigInt({ min: -5n, max: 199_999_999n }), { nil: null }),
        fc.constantFrom('consumer' as const, 'staff' as const),
        (captured, refundedBefore, amount, by) => {
          const refunded = refundedBefore % (captured + 1n);
          try {
            const allowed = refundableAmount(order({ captured, refunded }), by, amount, PAID_AT);
            return allowed > 0n && refunded + allowed <= captured;
          } catch (error) {
            return error instanceof Error && /^refund-/.test(error.message);
          }
        },
      ),
    );
  });
});
