import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITLEMENT_TRANSITIONS } from './entitlements/entitlement-states';
import { ORDER_STATES, ORDER_TRANSITIONS, stateAfterRefunds } from './orders/order-states';
import { REFUND_TRANSITIONS } from './refunds/refund-states';
import { assertMove, mayMove, stepsOf, type Transitions } from './state-machine';

const migration = readFileSync(join(__dirname, '../../../../migrations/0005_payments.sql'), 'utf8');

/** The steps that a named CHECK of the migration lists. */
function stepsInCheck(constraint: string): string[] {
  const after = migration.slice(migration.indexOf(`CONSTRAINT ${constraint} CHECK`));
  const list = after.slice(after.indexOf('IN ('), after.indexOf('))'));
  return [...list.matchAll(/'([a-z-]*>[a-z-]+)'/g)].map(([, step]) => step ?? '');
}

describe('state machines', () => {
  const machines: [string, Transitions<never>][] = [
    ['customer_order_status', ORDER_TRANSITIONS as Transitions<never>],
    ['refund_status', REFUND_TRANSITIONS as Transitions<never>],
    ['entitlement_status', ENTITLEMENT_TRANSITIONS as Transitions<never>],
  ];
  it.each(machines)('%s lists the same steps in the database as in the code', (constraint, table) => {
    expect(stepsInCheck(constraint).sort()).toEqual(stepsOf(table).sort());
  });

  it('reaches every order state from the first', () => {
    const reached = new Set<string>(['pending']);
    for (const state of reached) for (const next of ORDER_TRANSITIONS[state as 'pending']) reached.add(next);
    expect([...reached].sort()).toEqual([...ORDER_STATES].sort());
  });

  it('never pays twice, and never takes a paid order back to waiting', () => {
    expect(mayMove(ORDER_TRANSITIONS, 'paid', 'paid')).toBe(false);
    expect(mayMove(ORDER_TRANSITIONS, 'paid', 'awaiting-payment')).toBe(false);
    expect(() => assertMove('order', ORDER_TRANSITIONS, 'refunded', 'awaiting-payment')).toThrow(
      'order-state-conflict',
    );
  });

  it.each([
    [{ captured: 499n, refunded: 499n, fulfilled: true }, 'refunded'],
    [{ captured: 499n, refunded: 100n, fulfilled: true }, 'partially-refunded'],
    [{ captured: 499n, refunded: 0n, fulfilled: true }, 'paid'],
    [{ captured: 499n, refunded: 0n, fulfilled: false }, 'refund-failed'],
  ] as const)('after the refunds of %p the order is %s', (order, state) => {
    expect(stateAfterRefunds(order)).toBe(state);
  });
});
