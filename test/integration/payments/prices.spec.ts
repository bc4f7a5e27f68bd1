import { GetPrices, PricesInMarket, RemovePrice, SetPrices } from '@portolan/payments';
import { DecideAvailability } from '@portolan/regions';
import fc from 'fast-check';
import { anItem, type PaymentsApp, startPayments, store } from './support';

const DAY = 86_400_000;

describe('prices', () => {
  let app: PaymentsApp;
  beforeAll(async () => {
    app = await startPayments();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-03-01T12:00:00Z'));

  type Requests = Parameters<SetPrices['execute']>[0]['prices'];
  const set = (itemId: string, prices: Requests) =>
    app.module.get(SetPrices).execute({ itemId, prices, actor: store });
  const priceOf = async (itemId: string, market: string, at?: Date) =>
    (await app.module.get(PricesInMarket).execute({ market, itemIds: [itemId], at })).get(itemId)?.toJSON() ??
    null;
  const eur = (market: string, amount: number) => ({ market, amount, currency: 'EUR' });

  it('changes only what is named and keeps what was', async () => {
    const item = await anItem(app, { prices: [eur('DE', 499), eur('FR', 599)] });
    const before = app.clock.now();
    app.clock.advance(DAY);
    expect(await set(item, [eur('DE', 299)])).toEqual([
      {
        ...eur('DE', 299),
        taxInclusive: true,
        validFrom: '2026-03-02T12:00:00.000Z',
        validUntil: null,
      },
    ]);
    expect([await priceOf(item, 'DE'), await priceOf(item, 'FR')]).toMatchObject([
      { amount: 299 },
      { amount: 599 },
    ]);
    expect(await priceOf(item, 'DE', before)).toMatchObject({ amount: 499 });
    const history = await app.module
      .get(GetPrices)
      .execute({ itemId: item, history: true, page: { limit: 2 } });
    expect(history.data.map((price) => [price.market, price.amount, price.validUntil])).toEqual([
      ['DE', 299, null],
      ['DE', 499, '2026-03-02T12:00:00.000Z'],
    ]);
    const rest = await app.module
      .get(GetPrices)
      .execute({ itemId: item, history: true, page: { limit: 2, cursor: history.nextCursor ?? '' } });
    expect(rest.data.map((price) => price.market)).toEqual(['FR']);
  });

  it('writes nothing when nothing changes', async () => {
    const item = await anItem(app, { prices: [eur('DE', 499)] });
    app.clock.advance(DAY);
    await set(item, [eur('DE', 499)]);
    const rows = await app.database.query('SELECT 1 FROM price WHERE item_id = $1', [item]);
    expect(rows).toHaveLength(1);
  });

  it('decides with the price: without one nothing is sold, with one it is', async () => {
    // The markets were opened at the machine's time.
    app.clock.release();
    const item = await anItem(app, { prices: [] });
    const allowed = async (market: string) => {
      const question = { itemId: item, market, action: 'acquire' as const };
      const [decision] = await app.module.get(DecideAvailability).execute({ questions: [question] });
      return decision?.allowed;
    };
    expect(await allowed('DE')).toBe(false);
    await set(item, [eur('DE', 499)]);
    expect([await allowed('DE'), await allowed('FR')]).toEqual([true, false]);
    app.clock.advance(DAY);
    await app.module.get(RemovePrice).execute({ itemId: item, market: 'DE', actor: store });
    expect(await allowed('DE')).toBe(false);
    expect(await priceOf(item, 'DE')).toBeNull();
    await expect(
      app.module.get(RemovePrice).execute({ itemId: item, market: 'DE', actor: store }),
    ).rejects.toMatchObject({ code: 'price-not-found' });
  });

  it('refuses the whole list and says what is wrong with each', async () => {
    const item = await anItem(app, { prices: [] });
    const faulty = [
      eur('DE', 499),
      { market: 'US', amount: 499, currency: 'EUR' },
      { market: 'ZZ', amount: 499, currency: 'EUR' },
      eur('DE', 1),
      eur('FR', 10),
      { market: 'JP', amount: 30, currency: 'JPY' },
    ];
    await expect(set(item, faulty)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'prices-invalid',
      errors: [
        { pointer: '/prices/1/currency', code: 'currency-not-tender' },
        { pointer: '/prices/2/market', code: 'market-not-found' },
        { pointer: '/prices/3', code: 'market-twice' },
        { pointer: '/prices/4/amount', code: 'price-below-minimum' },
        { pointer: '/prices/5/amount', code: 'price-below-minimum' },
      ],
    });
    expect(await priceOf(item, 'DE')).toBeNull();
  });

  it('follows the law of the day: Bulgaria changes its currency on 2026-01-01', async () => {
    app.clock.set('2025-12-31T12:00:00Z');
    const item = await anItem(app, { prices: [{ market: 'BG', amount: 999, currency: 'BGN' }] });
    await expect(set(item, [eur('BG', 499)])).rejects.toMatchObject({
      errors: [{ code: 'currency-not-tender' }],
    });
    app.clock.set('2026-03-01T12:00:00Z');
    expect(await priceOf(item, 'BG')).toBeNull();
    await set(item, [eur('BG', 499)]);
    expect(await priceOf(item, 'BG')).toEqual({ amount: 499, currency: 'EUR' });
    expect(await priceOf(item, 'BG', new Date('2025-12-31T13:00:00Z'))).toEqual({
      amount: 999,
      currency: 'BGN',
    });
  });

  it('gives a subdivision its own price, or its country', async () => {
    const usd = (market: string, amount: number) => ({ market, amount, currency: 'USD' });
    const item = await anItem(app, { prices: [usd('US', 499)] });
    expect(await priceOf(item, 'US-NV')).toMatchObject({ amount: 499 });
    await set(item, [usd('US-NV', 399)]);
    expect([await priceOf(item, 'US-NV'), await priceOf(item, 'US')]).toMatchObject([
      { amount: 399 },
      { amount: 499 },
    ]);
  });

  it('answers for any instant what was in force then', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 3 }),
      market: fc.constantFrom('DE', 'FR'),
      amount: fc.option(fc.integer({ min: 50, max: 9_999 }), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        app.clock.set('2026-03-01T12:00:00Z');
        const item = await anItem(app, { prices: [] });
        const model = new Map<string, { from: number; amount: number | null }[]>([
          ['DE', []],
          ['FR', []],
        ]);
        for (const { wait, market, amount } of steps) {
          app.clock.advance(wait);
          const timeline = model.get(market) ?? [];
          const now = app.clock.now().getTime();
          if (amount !== null) await set(item, [eur(market, amount)]);
          else if ((timeline.at(-1)?.amount ?? null) === null) continue;
          else await app.module.get(RemovePrice).execute({ itemId: item, market, actor: store });
          timeline.push({ from: now, amount });
        }
        const end = app.clock.now().getTime();
        for (const [market, timeline] of model) {
          for (let at = Date.parse('2026-03-01T11:59:59.999Z'); at <= end; at++) {
            const expected = timeline.filter((point) => point.from <= at).at(-1)?.amount ?? null;
            expect((await priceOf(item, market, new Date(at)))?.amount ?? null).toBe(expected);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('lets fifty writers take turns: one price is in force, and regions knows the same', async () => {
    app.clock.release();
    const item = await anItem(app, { prices: [] });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 5 === 4
          ? app.module
              .get(RemovePrice)
              .execute({ itemId: item, market: 'DE', actor: store })
              .catch(() => undefined)
          : set(item, [eur('DE', 100 + i), eur(i % 2 === 0 ? 'FR' : 'ES', 200 + i)]),
      ),
    );
    const [facts] = await app.database.query<{ prices: { market: string }[] }>(
      'SELECT prices FROM region_item WHERE id = $1',
      [item],
    );
    const listed = await app.module.get(GetPrices).execute({ itemId: item, page: { limit: 100 } });
    expect(facts?.prices.map(({ market }) => market).sort()).toEqual(listed.data.map(({ market }) => market));
    expect(new Set(listed.data.map(({ market }) => market)).size).toBe(listed.data.length);
  });
});
