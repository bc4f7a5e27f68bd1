import {
  BuyerDirectory,
  Deliverables,
  type DeliveryAnswer,
  type DeliveryTarget,
  type ItemDescription,
  ItemDirectory,
  type OrderView,
  PaymentsModule,
  PlaceOrder,
  ReceiveStripeEvent,
  GetOrder,
  SetPrices,
} from '@portolan/payments';
import { type AccountActor, systemActor } from '@portolan/platform';
import { PutItem, SeedRegions, SelectTerritories, SetItemFacts } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { type RunningSandbox, startStripeSandbox } from '../../../apps/stripe-sandbox/src';
import { openStoreIn } from '../../support/change-sets';
import { type Harness, startHarness } from '../../support/platform-harness';

/** The catalogue, as far as payments asks for it. */
class KnownItems extends ItemDirectory {
  readonly items = new Map<string, ItemDescription>();
  override async describe(itemIds: readonly string[]): Promise<Map<string, ItemDescription>> {
    return new Map(
      itemIds.flatMap((id) => {
        const item = this.items.get(id);
        return item === undefined ? [] : [[id, item] as const];
      }),
    );
  }
  override async findByPackage(name: string): Promise<string | null> {
    return [...this.items].find(([, item]) => item.packageName === name)?.[0] ?? null;
  }
}

/** The accounts: everybody lives in DE unless told; `null` is nobody's. */
class KnownBuyers extends BuyerDirectory {
  readonly homes = new Map<string, string | null>();
  override async homeMarketOf(accountId: string): Promise<string | null> {
    return this.homeOf(accountId);
  }
  homeOf(accountId: string): string | null {
    const home = this.homes.get(accountId);
    return home === undefined ? 'DE' : home;
  }
}

/** Nothing is out, and only what a test names does not fit a device. */
class KnownDeliverables extends Deliverables {
  readonly unfit = new Set<string>();
  /** The baskets that were asked about. */
  readonly asked: (readonly string[])[] = [];
  /** What happens while the catalogue looks. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  override async unfitFor(_target: DeliveryTarget, appIds: readonly string[]): Promise<Set<string>> {
    this.asked.push(appIds);
    await this.meanwhile();
    return new Set(appIds.filter((id) => this.unfit.has(id)));
  }

  override isTested(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override async choose(): Promise<DeliveryAnswer> {
    return { kind: 'nothing' };
  }
}

export interface PaymentsApp extends Harness {
  sandbox: RunningSandbox;
  /** Stripe's own client, for looking at what is there and for what a customer's device does. */
  stripe: Stripe;
  items: KnownItems;
  buyers: KnownBuyers;
  deliverables: KnownDeliverables;
}

export const store = systemActor('test');

/** Payments and regions on a database of their own, beside a local Stripe. DE, FR and US are open. */
export async function startPayments(options: { jobs?: boolean } = {}): Promise<PaymentsApp> {
  const sandbox = await startStripeSandbox();
  const [items, buyers, deliverables] = [new KnownItems(), new KnownBuyers(), new KnownDeliverables()];
  const ports = [
    { provide: ItemDirectory, useValue: items },
    { provide: BuyerDirectory, useValue: buyers },
    { provide: Deliverables, useValue: deliverables },
  ];
  const payments = PaymentsModule.forRoot({
    stripe: {
      secretKey: sandbox.secretKey,
      publishableKey: sandbox.publishableKey,
      webhookSecret: sandbox.webhookSecret,
      apiBase: sandbox.url,
    },
    returnUrl: (orderId) => `https://store.example/orders/${orderId}`,
  });
  class Ports {}
  const harness = await startHarness({
    imports: [{ module: Ports, global: true, providers: ports, exports: ports }, payments],
    jobs: options.jobs ?? false,
  });
  const stripe = new Stripe(sandbox.secretKey, { host: '127.0.0.1', port: sandbox.port, protocol: 'http' });
  await openMarkets(harness);
  return {
    ...harness,
    sandbox,
    stripe,
    items,
    buyers,
    deliverables,
    close: async () => {
      await harness.close();
      await sandbox.close();
    },
  };
}

async function openMarkets({ module }: Harness): Promise<void> {
  await module.get(SeedRegions).execute();
  await openStoreIn(module, 'DE', 'FR', 'US', 'JP', 'BG');
}

const PRICES = [
  { market: 'DE', amount: 499, currency: 'EUR' },
  { market: 'US', amount: 499, currency: 'USD' },
];

/** A published item everywhere, priced at 4.99 in DE (euro) and US (dollars) unless it is free or told otherwise. */
export async function anItem(
  app: PaymentsApp,
  options: {
    kind?: 'app' | 'device';
    free?: boolean;
    prices?: Parameters<SetPrices['execute']>[0]['prices'];
  } = {},
): Promise<string> {
  const { kind = 'app', free = false } = options;
  const [id, publisherId] = [randomUUID(), randomUUID()];
  const category = kind === 'app' ? 'app/game' : 'device/phone';
  const packageName = kind === 'app' ? `org.example.a${id.replaceAll('-', '')}` : null;
  app.items.items.set(id, { title: `Item ${id.slice(0, 4)}`, publisherId, kind, packageName, free });
  await app.module.get(PutItem).execute({ id, kind, category, publisherId, attributes: {} });
  await app.module.get(SetItemFacts).execute({ itemId: id, published: true, free });
  await app.module
    .get(SelectTerritories)
    .execute({ itemId: id, expression: 'WORLD', coversFutureMarkets: true, actor: store });
  const prices = options.prices ?? (free ? [] : PRICES);
  if (prices.length > 0) await app.module.get(SetPrices).execute({ itemId: id, prices, actor: store });
  return id;
}

export function aBuyer(...staffRoles: string[]): AccountActor {
  return { kind: 'account', accountId: randomUUID(), staffRoles };
}

/** Who pays with the provider's cards of the US: those that are refused or refund late. */
export function anAmerican(app: PaymentsApp): AccountActor {
  const buyer = aBuyer();
  app.buyers.homes.set(buyer.accountId, 'US');
  return buyer;
}

/** Places an order in the buyer's home market. */
export function place(
  app: PaymentsApp,
  actor: AccountActor,
  itemIds: string[],
  more: Partial<Parameters<PlaceOrder['execute']>[0]> = {},
): ReturnType<PlaceOrder['execute']> {
  const market = app.buyers.homeOf(actor.accountId) ?? 'DE';
  return app.module
    .get(PlaceOrder)
    .execute({ actor, itemIds, market, idempotencyKey: randomUUID(), ...more });
}

export const read = (app: PaymentsApp, orderId: string): Promise<OrderView> =>
  app.module.get(GetOrder).execute({ orderId, accountId: null });

/** Every event that the sandbox has made for a payment or one of its objects, signed as it would be delivered. */
export async function signedEvents(
  app: PaymentsApp,
  paymentId: string,
): Promise<{ type: string; body: Buffer; signature: string }[]> {
  const own: Stripe.Event[] = [];
  for await (const event of app.stripe.events.list({ limit: 100 }))
    if (JSON.stringify(event.data.object).includes(paymentId)) own.push(event);
  return own.reverse().map((event) => {
    const payload = JSON.stringify(event);
    const signature = app.stripe.webhooks.generateTestHeaderString({
      payload,
      secret: app.sandbox.webhookSecret,
    });
    return { type: event.type, body: Buffer.from(payload), signature };
  });
}

/** Delivers all events of a payment and waits until the jobs have acted on them. Needs `jobs: true`. */
export async function deliver(app: PaymentsApp, paymentId: string): Promise<void> {
  for (const event of await signedEvents(app, paymentId))
    await app.module.get(ReceiveStripeEvent).execute(event);
  await settled(app);
}

/** Waits until no event is unprocessed and no job is left. */
export async function settled(app: PaymentsApp): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const [row] = await app.database.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM inbox_event WHERE processed_at IS NULL)::int
            + (SELECT count(*) FROM graphile_worker._private_jobs)::int AS open`,
    );
    if (row?.open === 0) return;
    await wait(25);
  }
  throw new Error('The jobs did not come to an end.');
}

/** The payment's id behind an order. */
export async function paymentIdOf(app: PaymentsApp, orderId: string): Promise<string> {
  const [row] = await app.database.query<{ payment_intent_id: string | null }>(
    'SELECT payment_intent_id FROM customer_order WHERE id = $1',
    [orderId],
  );
  if (row === undefined || row.payment_intent_id === null) throw new Error('The order has no payment.');
  return row.payment_intent_id;
}

/** A paid order of one app. */
export async function aPaidOrder(
  app: PaymentsApp,
  actor: AccountActor,
  itemIds: string[],
  paymentMethod = 'pm_card_de',
): Promise<string> {
  const { order } = await place(app, actor, itemIds, { paymentMethod });
  await deliver(app, await paymentIdOf(app, order.id));
  const { status } = await read(app, order.id);
  if (status !== 'paid') throw new Error(`The order is ${status}.`);
  return order.id;
}

/** What an account owns now. */
export async function owns(app: PaymentsApp, actor: AccountActor): Promise<string[]> {
  const rows = await app.database.query<{ item_id: string }>(
    `SELECT item_id FROM entitlement WHERE account_id = $1 AND status <> 'revoked' ORDER BY item_id`,
    [actor.accountId],
  );
  return rows.map((row) => row.item_id);
}
