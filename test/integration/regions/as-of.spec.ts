import {
  DecideAsKnown,
  DecideAvailability,
  type Decision,
  IssueProhibition,
  PutItem,
  PutRequirement,
  RecordCredential,
  SelectTerritories,
  SetItemFacts,
} from '@portolan/regions';
import fc from 'fast-check';
import { carryOut, lift } from '../../support/change-sets';
import { codesOf, openStore, putApp, type RegionsApp, startRegions, store } from './support';

const MARKETS = ['DE', 'FR', 'US', 'JP'];

describe('what was known at an earlier time', () => {
  let regions: RegionsApp;
  beforeEach(async () => {
    regions = await startRegions();
    await openStore(regions);
    regions.clock.advance(1_000);
  });
  afterEach(() => regions.close());

  const questionsOf = (itemIds: readonly string[]) =>
    itemIds.flatMap((itemId) =>
      MARKETS.flatMap((market) =>
        (['list', 'acquire'] as const).map((action) => ({ itemId, market, action })),
      ),
    );
  const askNow = (itemIds: readonly string[]) =>
    regions.module.get(DecideAvailability).execute({ questions: questionsOf(itemIds) });
  const askThen = (itemIds: readonly string[], knownAt: Date) =>
    regions.module.get(DecideAsKnown).execute({ questions: questionsOf(itemIds), knownAt });

  /** One change of rules or facts by its number. */
  const change = async (kind: number, pick: number, items: readonly string[]): Promise<void> => {
    const { module, clock } = regions;
    const itemId = items[pick % items.length] ?? '';
    const market = MARKETS[pick % MARKETS.length] ?? 'DE';
    const markets = { expression: market, coversFutureMarkets: false };
    const scope = { items: { itemIds: [itemId] }, markets };
    const reason = 'test';
    switch (kind) {
      case 0: {
        const statuses = ['open', 'suspended', 'closed'] as const;
        const status = statuses[pick % 3] ?? 'open';
        await carryOut(module, { do: 'change-market-status', market, status, reason });
        return;
      }
      case 1: {
        const order = {
          ...scope,
          type: 'court-injunction',
          retention: 'full' as const,
          reason,
          actor: store,
        };
        const { id } = await module.get(IssueProhibition).execute(order);
        clock.advance(500);
        if (pick % 2 === 0) await lift(module, id);
        return;
      }
      case 2: {
        const expression = `WORLD - ${market}`;
        const selection = { itemId, expression, coversFutureMarkets: true, actor: store };
        await module.get(SelectTerritories).execute(selection);
        return;
      }
      case 3:
        await module.get(SetItemFacts).execute({ itemId, published: pick % 2 === 0 });
        return;
      case 4:
        await carryOut(module, { do: 'set-plan', markets, offered: pick % 2 === 0 });
        return;
      case 5:
        await module.get(PutRequirement).execute({
          ...scope,
          actions: ['acquire'],
          anyOf: [['rating.any']],
          enforcement: 'blocking',
          missingCode: 'CONTENT.RATING_MISSING',
          actor: store,
        });
        return;
      default: {
        const { id } = await module.get(RecordCredential).execute({
          ...scope,
          type: 'rating.any',
          holder: { kind: 'operator' },
          issuer: 'An office',
          actor: store,
        });
        clock.advance(500);
        await carryOut(module, {
          do: 'change-credential-status',
          credentialId: id,
          status: 'verified',
          reason,
        });
      }
    }
  };

  it('decides as was answered then, whatever was changed later', async () => {
    const steps = fc.array(fc.tuple(fc.nat(6), fc.nat(11)), { minLength: 8, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const items = [await putApp(regions), await putApp(regions, 'EU')];
        const answered: { at: Date; answers: (Decision | null)[] }[] = [];
        for (const [kind, pick] of history) {
          // Two plans for the same place are refused; the history goes on.
          await change(kind, pick, items).catch((error: Error & { code?: string }) => {
            if (error.code === undefined || error.code.startsWith('2')) throw error;
          });
          regions.clock.advance(10_000);
          answered.push({ at: regions.clock.now(), answers: await askNow(items) });
          regions.clock.advance(10_000);
        }
        for (const { at, answers } of answered) expect(await askThen(items, at)).toEqual(answers);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('tells what holds in the world from what was known of it', async () => {
    const app = await putApp(regions);
    const before = regions.clock.now();
    regions.clock.advance(3_600_000);
    await regions.module.get(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: { expression: 'DE', coversFutureMarkets: false },
      // In force before the store was told.
      valid: { from: new Date(before.getTime() - 1_000) },
      retention: 'full',
      reason: 'served late',
      actor: store,
    });
    const question = { itemId: app, market: 'DE', action: 'acquire' as const, at: before };
    const ask = async (knownAt: Date) => {
      const [decision] = await regions.module.get(DecideAsKnown).execute({ questions: [question], knownAt });
      return decision ?? null;
    };
    const then = await ask(before);
    expect(then).toMatchObject({ allowed: true, at: before.getTime() });
    const now = await ask(regions.clock.now());
    expect(now === null ? [] : codesOf(now)).toEqual(['LEGAL.COURT_INJUNCTION']);
    expect(now?.epoch).toBe((then?.epoch ?? 0) + 1);
  });

  it('knows no item and no market before it was told of them', async () => {
    const early = regions.clock.now();
    regions.clock.advance(1_000);
    const app = await putApp(regions);
    const ask = (knownAt: Date) =>
      regions.module
        .get(DecideAsKnown)
        .execute({ questions: [{ itemId: app, market: 'DE', action: 'list' }], knownAt });
    expect(await ask(early)).toEqual([null]);
    await expect(ask(new Date('1900-01-01T00:00:00Z'))).rejects.toMatchObject({ code: 'unknown-market' });
    const later = new Date(regions.clock.now().getTime() + 1);
    await expect(ask(later)).rejects.toMatchObject({ code: 'known-at-in-future' });
  });

  it('knows the app of an in-app product as it was', async () => {
    const app = await putApp(regions);
    const publisherId = '01a2083d-f747-745d-b06f-33dd57211cbb';
    const inside = await putApp(regions, 'WORLD', {
      kind: 'in-app-product',
      category: 'app/game',
      publisherId,
      parentId: app,
    });
    regions.clock.advance(1_000);
    const open = regions.clock.now();
    regions.clock.advance(1_000);
    await regions.module.get(SetItemFacts).execute({ itemId: app, published: false });
    regions.clock.advance(1_000);
    const allowed = async (knownAt: Date) => {
      const questions = [{ itemId: inside, market: 'DE', action: 'acquire' as const }];
      const [decision] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt });
      return decision?.allowed;
    };
    expect([await allowed(open), await allowed(regions.clock.now())]).toEqual([true, false]);
    await regions.module
      .get(PutItem)
      .execute({ id: app, kind: 'app', category: 'app/tools', publisherId, attributes: {} });
    expect(await allowed(open)).toBe(true);
  });
});
