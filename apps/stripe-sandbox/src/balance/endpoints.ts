import { oneOf, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { listPage, listParams } from '../lists/paging';
import type { BalanceTransaction } from '../world/resources';
import { settleBalance } from './book';

function totals(rows: readonly BalanceTransaction[]): object[] {
  const byCurrency = new Map<string, number>();
  for (const row of rows) byCurrency.set(row.currency, (byCurrency.get(row.currency) ?? 0) + row.net);
  return [...byCurrency].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
}

/** Every currency that ever moved appears in both lists, with zero where nothing is left. */
const balance = endpoint({
  method: 'GET',
  path: '/v1/balance',
  returns: 'balance',
  params: {},
  handle(world) {
    settleBalance(world);
    const rows = world.balanceTransactions.dump();
    const zero = rows.map((row) => ({ ...row, net: 0 }));
    return {
      object: 'balance',
      available: totals([...zero, ...rows.filter((row) => row.status === 'available')]),
      livemode: false,
      pending: totals([...zero, ...rows.filter((row) => row.status === 'pending')]),
    };
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/balance_transactions/:id',
  returns: 'balance_transaction',
  params: {},
  handle(world, { id }) {
    settleBalance(world);
    return world.balanceTransactions.get(id);
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/balance_transactions',
  returns: 'list:balance_transaction',
  params: {
    ...listParams,
    currency: text(3),
    source: text(),
    type: oneOf('charge', 'payment', 'refund', 'payment_refund', 'refund_failure', 'adjustment'),
  },
  handle(world, { params, path }) {
    settleBalance(world);
    return listPage(
      world.balanceTransactions,
      path,
      params,
      (row) =>
        (params.currency === undefined || row.currency === params.currency.toLowerCase()) &&
        (params.source === undefined || row.source === params.source) &&
        (params.type === undefined || row.type === params.type),
    );
  },
});

export const balanceEndpoints = [balance, retrieve, list];
