import type { World } from '../world/world';
import { invalidParameter } from './stripe-problem';

type Json = Record<string, unknown>;
type Resolver = (world: World, object: Json) => unknown;

const MAX_DEPTH = 4;

const reference =
  (
    family: 'charges' | 'customers' | 'paymentIntents' | 'paymentMethods' | 'balanceTransactions',
    name: string,
  ): Resolver =>
  (world, object) => {
    const id = object[name];
    return typeof id === 'string' ? world[family].find(id) : id;
  };

function refundsOf(world: World, charge: Json): Json {
  const data = world.refunds.where((refund) => refund.charge === charge.id).reverse();
  return {
    object: 'list',
    url: `/v1/charges/${String(charge.id)}/refunds`,
    has_more: data.length > 10,
    data: data.slice(0, 10),
  };
}

/** What a balance transaction came from lies in one of several families. */
function sourceOf(world: World, transaction: Json): unknown {
  const id = String(transaction.source);
  return world.charges.find(id) ?? world.refunds.find(id) ?? world.disputes.find(id);
}

/** The references that can be expanded, by the type of the object that holds them. */
const EXPANDABLE: Record<string, Record<string, Resolver>> = {
  payment_intent: {
    latest_charge: reference('charges', 'latest_charge'),
    customer: reference('customers', 'customer'),
    payment_method: reference('paymentMethods', 'payment_method'),
  },
  charge: {
    balance_transaction: reference('balanceTransactions', 'balance_transaction'),
    customer: reference('customers', 'customer'),
    payment_intent: reference('paymentIntents', 'payment_intent'),
    refunds: refundsOf,
  },
  refund: {
    balance_transaction: reference('balanceTransactions', 'balance_transaction'),
    charge: reference('charges', 'charge'),
    failure_balance_transaction: reference('balanceTransactions', 'failure_balance_transaction'),
    payment_intent: reference('paymentIntents', 'payment_intent'),
    payment_method: reference('paymentMethods', 'payment_method'),
  },
  dispute: {
    charge: reference('charges', 'charge'),
    payment_intent: reference('paymentIntents', 'payment_intent'),
  },
  payment_method: { customer: reference('customers', 'customer') },
  balance_transaction: { source: sourceOf },
};

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A copy of `body` with the named references replaced by their objects (`latest_charge.balance_transaction`,
 * in lists `data.latest_charge`).
 * @throws StripeProblem 400 for a name that is no reference, or more than four levels
 */
export function expandBody(world: World, body: object, paths: readonly string[]): object {
  const copy = structuredClone(body) as Json;
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.length > MAX_DEPTH)
      throw invalidParameter('expand', `At most ${MAX_DEPTH} levels can be expanded: ${path}`);
    expandInto(world, copy, parts, path);
  }
  return copy;
}

function expandInto(world: World, target: Json, parts: readonly string[], path: string): void {
  const [name, ...rest] = parts;
  if (name === undefined) return;
  if (name === 'data' && Array.isArray(target.data)) {
    for (const item of target.data) if (isJson(item)) expandInto(world, item, rest, path);
    return;
  }
  const resolve = EXPANDABLE[String(target.object)]?.[name];
  if (!resolve) throw invalidParameter('expand', `This property cannot be expanded: ${path}`);
  if (!isJson(target[name])) target[name] = structuredClone(resolve(world, target) ?? target[name]);
  const next = target[name];
  if (isJson(next)) expandInto(world, next, rest, path);
}
