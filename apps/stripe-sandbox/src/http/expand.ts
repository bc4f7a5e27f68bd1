import type { World } from '../world/world';
import { invalidParameter } from './stripe-problem';

type Json = Record<string, unknown>;

/** A reference that can be replaced by what it names: the types that may come, and how to find it. */
interface Reference {
  leadsTo: readonly string[];
  resolve(world: World, object: Json): unknown;
}

const MAX_DEPTH = 4;

const FAMILIES = {
  charge: 'charges',
  customer: 'customers',
  payment_intent: 'paymentIntents',
  payment_method: 'paymentMethods',
  balance_transaction: 'balanceTransactions',
} as const;

/** A field that holds the id of an object of one type; `type` is needed where the names differ. */
const ref = (field: string, type: keyof typeof FAMILIES = field as keyof typeof FAMILIES): Reference => ({
  leadsTo: [type],
  resolve(world, object) {
    const id = object[field];
    return typeof id === 'string' ? world[FAMILIES[type]].find(id) : undefined;
  },
});

/** What a balance transaction came from lies in one of several families. */
const source: Reference = {
  leadsTo: ['charge', 'refund', 'dispute'],
  resolve(world, object) {
    const id = String(object.source);
    return world.charges.find(id) ?? world.refunds.find(id) ?? world.disputes.find(id);
  },
};

/** A charge's latest refunds; the rest is in the list of its `url`. */
const refunds: Reference = {
  leadsTo: ['list:refund'],
  resolve(world, charge) {
    const data = world.refunds.where((refund) => refund.charge === charge.id).reverse();
    const url = `/v1/charges/${String(charge.id)}/refunds`;
    return { object: 'list', url, has_more: data.length > 10, data: data.slice(0, 10) };
  },
};

/** By the type of the object that holds the reference. */
const EXPANDABLE: Readonly<Record<string, Readonly<Record<string, Reference>>>> = {
  payment_intent: {
    latest_charge: ref('latest_charge', 'charge'),
    customer: ref('customer'),
    payment_method: ref('payment_method'),
  },
  charge: {
    balance_transaction: ref('balance_transaction'),
    customer: ref('customer'),
    payment_intent: ref('payment_intent'),
    refunds,
  },
  refund: {
    balance_transaction: ref('balance_transaction'),
    charge: ref('charge'),
    failure_balance_transaction: ref('failure_balance_transaction', 'balance_transaction'),
    payment_intent: ref('payment_intent'),
    payment_method: ref('payment_method'),
  },
  dispute: { charge: ref('charge'), payment_intent: ref('payment_intent') },
  payment_method: { customer: ref('customer') },
  balance_transaction: { source },
};

/**
 * Checks what is to be expanded before the operation runs, so that a wrong name changes nothing.
 * @param type what the operation answers with: `refund`, or `list:refund` for a list of them
 * @throws StripeProblem 400 for a name that is no reference, or more than four levels
 */
export function checkExpand(type: string, paths: readonly string[]): void {
  for (const path of paths) {
    const names = path.split('.');
    if (names.length > MAX_DEPTH) {
      throw invalidParameter('expand', `At most ${MAX_DEPTH} levels can be expanded: ${path}`);
    }
    let types: readonly string[] = [type];
    for (const name of names) {
      types = types.flatMap((one) => step(one, name));
      if (types.length === 0) throw invalidParameter('expand', `This property cannot be expanded: ${path}`);
    }
  }
}

function step(type: string, name: string): readonly string[] {
  if (type.startsWith('list:')) return name === 'data' ? [type.slice('list:'.length)] : [];
  const references = EXPANDABLE[type] ?? {};
  return Object.hasOwn(references, name) ? (references[name]?.leadsTo ?? []) : [];
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of `body` with the named references replaced by their objects (`latest_charge.balance_transaction`). */
export function expandBody(world: World, body: object, paths: readonly string[]): object {
  const copy = structuredClone(body) as Json;
  for (const path of paths) expandInto(world, copy, path.split('.'));
  return copy;
}

function expandInto(world: World, target: Json, names: readonly string[]): void {
  const [name, ...rest] = names;
  if (name === undefined) return;
  if (name === 'data' && Array.isArray(target.data)) {
    for (const item of target.data) if (isJson(item)) expandInto(world, item, rest);
    return;
  }
  const found = isJson(target[name])
    ? undefined
    : EXPANDABLE[String(target.object)]?.[name]?.resolve(world, target);
  if (found !== undefined) target[name] = structuredClone(found);
  const next = target[name];
  if (isJson(next)) expandInto(world, next, rest);
}
