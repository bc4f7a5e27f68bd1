import fc from 'fast-check';
import { Atlas, EVERY_ITEM, FRESH_ACTIONS, type RuleRows, Touched } from '../../../domain';
import { rankedItems, splitWorld, worldRules } from '../../../domain/atlas/spec/worlds';
import { LAST_INSTANT } from '../../../domain/decision/spec/arbitrary-items';
import { prohibition } from '../../../domain/decision/spec/factories';
import { stillClosed } from './still-closed';

const change = fc.constantFrom(
  'prohibitions' as const,
  'requirements' as const,
  'credentials' as const,
  'deals' as const,
  'offers' as const,
  'markets' as const,
);

/** What one kind of rules is replaced with; what publishers say about single items stays. */
function changed(from: RuleRows, to: RuleRows, kind: 'offers' | keyof RuleRows): RuleRows {
  if (kind === 'markets') {
    const others = new Map(to.markets.map((market) => [market.code, market.statuses]));
    return {
      ...from,
      markets: from.markets.map((one) => ({ ...one, statuses: others.get(one.code) ?? one.statuses })),
    };
  }
  if (kind !== 'offers') return { ...from, [kind]: to[kind] };
  const isSelection = ({ side, itemId }: RuleRows['offers'][number]) =>
    side === 'publisher' && itemId !== null;
  return {
    ...from,
    offers: [...from.offers.filter(isSelection), ...to.offers.filter((offer) => !isSelection(offer))],
  };
}

describe('what stays closed', () => {
  const instant = fc.integer({ min: 0, max: LAST_INSTANT });

  it('is counted over a part of the cells that holds all that change, and explained as decide does', () => {
    let explained = 0;
    fc.assert(
      fc.property(worldRules, worldRules, change, rankedItems, instant, (from, other, kind, items, at) => {
        const to = changed(from, other, kind);
        const [records, before] = splitWorld(from, items);
        const [, after] = splitWorld(to, items);
        const old = Atlas.compile(records, before, at, 1);
        const next = old.withRules(after, at);
        const touched = Touched.between({ rules: before, at, atlas: old }, { rules: after, at, atlas: next });
        const { markets } = after.markets;
        const result = stillClosed(next, touched, markets);
        let [cells, closed] = [0, 0];
        const reasons = new Map<string, number>();
        for (const { slot, code } of markets)
          for (const action of FRESH_ACTIONS)
            for (let position = 0; position < next.size; position++) {
              const isTouched = touched.has(slot, position);
              if (old.may(action, slot, position) !== next.may(action, slot, position))
                expect(isTouched).toBe(true);
              if (!isTouched) continue;
              cells++;
              if (next.may(action, slot, position)) continue;
              closed++;
              const keys = next
                .decide(position, code, action)
                .reasons.map((reason) => `${reason.code} ${reason.ruleId}`);
              for (const key of new Set(keys)) reasons.set(key, (reasons.get(key) ?? 0) + 1);
            }
        expect([result.touched, result.cells, result.sampled]).toEqual([cells, closed, closed]);
        const most = [...reasons.values()].sort((a, b) => b - a).slice(0, 10);
        expect(result.reasons.map((reason) => reason.cells)).toEqual(most);
        for (const { code, ruleId, cells: counted } of result.reasons)
          expect(counted).toBe(reasons.get(`${code} ${ruleId}`));
        explained += closed;
      }),
      { numRuns: 300 },
    );
    expect(explained).toBeGreaterThan(300);
  });

  it('is asked of the items of a publisher, or of one item, that only a rule of one side names', () => {
    const [sample] = fc.sample(worldRules, 1);
    const none = { ...(sample as RuleRows), prohibitions: [], requirements: [], credentials: [], offers: [] };
    const items = ['p', 'q', 'q'].map((publisherId, index) => ({
      rank: index,
      item: {
        id: `${index}0000000-0000-7000-8000-000000000000`,
        kind: 'app' as const,
        category: 'app/game',
        publisherId,
        attributes: {},
        facts: { published: true, launch: null, withdrawn: null, free: true, prices: [] },
        parent: null,
      },
    }));
    const rule = (part: object) =>
      prohibition({ ...part, markets: { expression: 'WORLD', coversFutureMarkets: true, writtenAt: 0 } });
    const [records, bare] = splitWorld(none, items);
    const base = Atlas.compile(records, bare, 5, 1);
    for (const [part, ids] of [
      [{ publisherIds: ['q'] }, [1, 2]],
      [{ itemIds: [items[1]?.item.id ?? ''] }, [1]],
    ] as const) {
      const [, named] = splitWorld(
        { ...none, prohibitions: [rule({ items: { ...EVERY_ITEM, ...part } })] },
        items,
      );
      const [without, within] = [
        { rules: bare, at: 5, atlas: base },
        { rules: named, at: 5, atlas: base.withRules(named, 5) },
      ];
      for (const touched of [Touched.between(without, within), Touched.between(within, without)]) {
        const found = touched.positions(99) ?? [];
        expect(found.map((position) => base.idOf(position)).sort()).toEqual(
          ids.map((index) => items[index]?.item.id),
        );
      }
    }
  });

  it('is asked of 500 cells that are spread evenly, and counted exactly, where there are more', () => {
    const [sample] = fc.sample(worldRules, 1);
    const rules = { ...(sample as RuleRows), prohibitions: [], requirements: [], offers: [] };
    const items = Array.from({ length: 400 }, (_, index) => ({
      rank: 0,
      item: {
        id: `${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`,
        kind: 'app' as const,
        category: index < 200 ? 'app/game' : 'app/tools',
        publisherId: 'p',
        attributes: {},
        facts: { published: index % 2 === 0, launch: null, withdrawn: null, free: true, prices: [] },
        parent: null,
      },
    }));
    const open = rules.markets.map((market) => ({
      ...market,
      statuses: [{ from: null, status: 'open' as const }],
    }));
    const shut = open.map((market) => ({ ...market, statuses: [{ from: null, status: 'closed' as const }] }));
    const [records, before] = splitWorld({ ...rules, markets: shut }, items);
    const [, after] = splitWorld({ ...rules, markets: open }, items);
    const old = Atlas.compile(records, before, 5, 1);
    const next = old.withRules(after, 5);
    const touched = Touched.between(
      { rules: before, at: 5, atlas: old },
      { rules: after, at: 5, atlas: next },
    );
    const result = stillClosed(next, touched, after.markets.markets);
    const all = 400 * open.length * 2;
    expect(result).toMatchObject({ touched: all, cells: all, sampled: 500 });
    const plan = result.reasons.find(({ code }) => code === 'COMMERCIAL.CATEGORY_CLOSED');
    const unpublished = result.reasons.find(({ code }) => code === 'COMMERCIAL.NOT_PUBLISHED');
    expect(plan?.cells).toBe(500);
    expect(unpublished?.cells).toBeGreaterThan(150);
    expect(unpublished?.cells).toBeLessThan(350);
  });
});
