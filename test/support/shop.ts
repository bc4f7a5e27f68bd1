import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, api } from './client';
import { openMarkets, selectTerritories, setPrice } from './markets';
import { aPublisherOwner, type Owner, type Person } from './people';
import { newSigner } from './packages';
import { publishing } from './publishing';
import { startTestApp, type TestApp } from './test-app';

export interface Shop extends TestApp {
  owner: Owner;
}

/** A store with DE, FR and US open and a publisher with an owner. */
export async function startShop(environment: Record<string, string> = {}): Promise<Shop> {
  const store = await startTestApp(environment);
  await openMarkets(store, 'DE', 'FR', 'US');
  return { ...store, owner: await aPublisherOwner(store) };
}

/** A live app of the shop's publisher, offered in `territories`: 4.99 euro in DE, or free. */
export async function sellApp(
  shop: Shop,
  packageName: string,
  options: { free?: boolean; territories?: string } = {},
): Promise<string> {
  const { free = false, territories = 'WORLD' } = options;
  const { owner } = shop;
  const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
  const publisher = { publisherId: owner.publisherId, actor, signer: newSigner() };
  const pricing = free ? 'free' : 'paid';
  const { appId } = await publishing(shop).publishApp(publisher, { packageName, pricing });
  await selectTerritories(shop, appId, territories);
  if (!free) await setPrice(shop, appId, 'DE', 499, 'EUR');
  return appId;
}

/** Sends a request that moves money, with a key of its own unless one is given. */
export function send(
  shop: Shop,
  person: Person,
  path: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<Answer> {
  return api(shop, person.token).post(path, body, { headers: { 'idempotency-key': key } });
}

/** Orders items in DE. */
export function order(
  shop: Shop,
  person: Person,
  itemIds: string[],
  more: { paymentMethod?: string; key?: string; market?: string; shipTo?: string; device?: object } = {},
): Promise<Answer> {
  const { key, market = 'DE', ...rest } = more;
  const items = itemIds.map((itemId) => ({ itemId }));
  return send(shop, person, '/v1/orders', { market, items, ...rest }, key);
}

/** Does what a customer's own device does with the client secret of an order: pays at the provider. */
export async function payOnDevice(shop: Shop, placed: Answer, paymentMethod: string): Promise<void> {
  const { clientSecret, publishableKey } = placed.body.payment as Record<string, string>;
  const [paymentId = ''] = (clientSecret ?? '').split('_secret_');
  const answer = await fetch(`${shop.stripe.url}/v1/payment_intents/${paymentId}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${publishableKey ?? ''}` },
    body: new URLSearchParams({
      client_secret: clientSecret ?? '',
      payment_method: paymentMethod,
      return_url: 'https://store.example/',
    }),
  });
  if (!answer.ok) throw new Error(`Not paid: ${await answer.text()}`);
}

/** Waits until an order has the status that a webhook brings. */
export async function orderBecomes(
  shop: Shop,
  person: Person,
  orderId: string,
  status: string,
): Promise<Answer> {
  for (let i = 0; i < 200; i++) {
    const answer = await api(shop, person.token).get(`/v1/orders/${orderId}`);
    if (answer.body.status === status) return answer;
    await wait(25);
  }
  throw new Error(`Order ${orderId} did not become ${status}.`);
}

/** Buys and pays one app. @returns the order's id */
export async function buy(shop: Shop, person: Person, itemId: string): Promise<string> {
  const placed = await order(shop, person, [itemId], { paymentMethod: 'pm_card_de' });
  if (placed.status !== 201) throw new Error(`Not sold: ${JSON.stringify(placed.body)}`);
  await orderBecomes(shop, person, placed.body.order.id as string, 'paid');
  return placed.body.order.id as string;
}
