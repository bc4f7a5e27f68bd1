import * as fc from 'fast-check';
import { decide } from '../decision/decide';
import { buildSnapshot } from '../decision/snapshot/build-snapshot';
import { item, offer, rows, scope, utc, world } from '../decision/spec/factories';
import type { Item } from '../item/item';
import { FRESH_ACTIONS } from '../rules/action';
import type { OfferRule } from '../rules/offer-rule';
import { PLAN_INTENTS, type PlannedRule, type PlanIntent, selectPlan } from './select-plan';
import type { PlanSelector } from './plan-scope';

const NOW = utc('2026-11-01');
const CATEGORIES = ['app/game', 'app/game/casino', 'app/tools', 'device/phone', 'device/phone/case'];
const PUBLISHERS = ['acme', 'bolt'];
const ITEMS: Item[] = CATEGORIES.flatMap((category, i) =>
  PUBLISHERS.flatMap((publisherId, j) =>
    ['a', 'b'].map((name) =>
      item({
        id: `${name}${i}${j}`,
        kind: category.startsWith('device') ? 'device' : 'app',
        category,
        publisherId,
      }),
    ),
  ),
);
const IDS = ITEMS.map(({ id }) => id);
const SELECTIONS = PUBLISHERS.map((publisherId) =>
  offer({ id: publisherId, side: 'publisher', publisherId }),
);
const MARKETS = ['DE', 'FR', 'US', 'US-NV', 'JP', 'GB'];
const seeded = world();
/** Of the world only these markets, so that many plans are compiled quickly. */
const SMALL = {
  markets: seeded.markets.filter(({ code }) => MARKETS.includes(code)),
  groups: seeded.groups
    .filter(({ code }) => ['WORLD', 'EU'].includes(code))
    .map((group) => ({
      ...group,
      members: group.members?.filter(({ market }) => MARKETS.includes(market)) ?? null,
    })),
};
const compiledRules = (offers: OfferRule[]) => buildSnapshot(rows({ ...SMALL, offers }));

const selector = (part: Partial<PlanSelector> = {}): PlanSelector => ({
  kinds: [],
  categories: [],
  publisherIds: [],
  itemIds: [],
  ...part,
  except: { categories: [], publisherIds: [], itemIds: [], ...part.except },
});

function select(
  plan: readonly OfferRule[],
  intent: PlanIntent,
  what: PlanSelector,
  expression = 'WORLD',
  actions: OfferRule['actions'] = FRESH_ACTIONS,
) {
  const snapshot = compiledRules([...SELECTIONS, ...plan]);
  return selectPlan(snapshot, ITEMS, {
    selector: what,
    intent,
    markets: scope(expression),
    actions,
    at: NOW,
  });
}

/** The plan as it is when the rules were made. */
function applied(plan: readonly OfferRule[], drafted: readonly PlannedRule[]): OfferRule[] {
  const replaced = new Set(drafted.map(({ replaces }) => replaces));
  const made = drafted.map(({ replaces: _, ...rule }, place) =>
    offer({ ...rule, id: `new${place}`, side: 'store', markets: { ...rule.markets, writtenAt: NOW } }),
  );
  return [...plan.filter(({ id }) => !replaced.has(id)), ...made];
}

/** What `decide` says: item, market, action. Everything but the plan says yes. */
function answers(plan: readonly OfferRule[]): Map<string, boolean> {
  const snapshot = compiledRules([...SELECTIONS, ...plan]);
  return new Map(
    ITEMS.flatMap((one) =>
      MARKETS.flatMap((market) =>
        FRESH_ACTIONS.map((action): [string, boolean] => [
          `${one.id} ${market} ${action}`,
          decide(snapshot, { item: one, market, action, at: NOW }).allowed,
        ]),
      ),
    ),
  );
}

const shape = (drafted: readonly PlannedRule[]) =>
  drafted.map(({ category, publisherId, itemId, markets, offered }) =>
    [
      offered ? 'yes' : 'no',
      itemId ?? ([publisherId, category].filter(Boolean).join(':') || 'all'),
      markets.expression,
    ].join(' '),
  );

describe('a selector', () => {
  const plan = [offer({ id: 'apps', category: 'app' })];

  it('becomes one rule for a category, whatever it holds', () => {
    expect(shape(select(plan, 'offer', selector({ categories: ['device/phone'] }), 'EU').rules)).toEqual([
      'yes device/phone EU',
    ]);
    expect(shape(select(plan, 'offer', selector()).rules)).toEqual(['yes all WORLD']);
    // What is below another category needs no rule of its own; a kind is the categories that hold nothing else.
    const both = selector({ categories: ['app', 'app/game'], publisherIds: ['acme'] });
    expect(shape(select(plan, 'withdraw', both, 'FR').rules)).toEqual(['no acme:app FR']);
    expect(shape(select(plan, 'offer', selector({ kinds: ['device'] })).rules)).toEqual(['yes device WORLD']);
    expect(shape(select([], 'offer', selector({ itemIds: ['a00', 'b41'] }), 'JP').rules)).toEqual([
      'yes a00 JP',
      'yes b41 JP',
    ]);
  });

  it('makes no rule that there is, and replaces one that says the opposite', () => {
    expect(select(plan, 'offer', selector({ categories: ['app'] })).rules).toEqual([]);
    const { rules: drafted } = select(plan, 'withdraw', selector({ categories: ['app'] }));
    expect(drafted).toMatchObject([{ replaces: 'apps', offered: false, category: 'app' }]);
    const bought = select(plan, 'withdraw', selector({ categories: ['app'] }), 'WORLD', ['acquire']).rules;
    expect(bought).toMatchObject([
      { replaces: 'apps', offered: true, actions: ['list'] },
      { replaces: null, offered: false, actions: ['acquire'] },
    ]);
  });

  it('leaves what is excepted as it is, by as few rules as can be', () => {
    const casino = selector({ except: { categories: ['app/game/casino'], publisherIds: [], itemIds: [] } });
    expect(shape(select([], 'offer', casino).rules)).toEqual(['yes all WORLD', 'no app/game/casino WORLD']);
    // It is offered as an app already.
    expect(shape(select(plan, 'offer', casino).rules)).toEqual(['yes all WORLD']);
    const german = [offer({ id: 'de', category: 'app/game/casino', markets: scope('DE') })];
    const drafted = select(german, 'offer', casino, 'DE + FR').rules;
    expect(shape(drafted)).toEqual(['yes all DE + FR', 'no app/game/casino FR']);
  });

  it('names the market itself where a rule about it is no less specific than the one that keeps an item', () => {
    const two = [offer({ id: 'world' }), offer({ id: 'de', markets: scope('DE') })];
    const apart = selector({ except: { categories: [], publisherIds: [], itemIds: ['a40'] } });
    const { rules: drafted } = select(two, 'close', apart);
    expect(shape(drafted)).toEqual(['no all WORLD', 'no all DE', 'yes a40 WORLD', 'yes a40 DE']);
    const [before, after] = [answers(two), answers(applied(two, drafted))];
    for (const [cell, allowed] of after) {
      expect([cell, allowed]).toEqual([cell, cell.startsWith('a40 ') && before.get(cell)]);
    }
  });

  it('says which rules keep some items from what is wanted', () => {
    const kept = [offer({ id: 'no-casino', category: 'app/game/casino', offered: false })];
    const draft = select(kept, 'offer', selector({ categories: ['app'] }));
    expect(draft).toMatchObject({ selected: 12, kept: 4, keptBy: ['no-casino'] });
  });

  it('closes what more specific rules offer', () => {
    const special = [
      ...plan,
      offer({ id: 'one', itemId: 'a00' }),
      offer({ id: 'fr', category: 'app/tools', markets: scope('FR') }),
    ];
    const apps = selector({ categories: ['app'] });
    expect(select(special, 'withdraw', apps)).toMatchObject({ kept: 5, keptBy: ['one', 'fr'] });
    const draft = select(special, 'close', apps);
    expect(draft).toMatchObject({ kept: 0, keptBy: [] });
    expect(shape(draft.rules)).toEqual(['no app WORLD', 'no a00 WORLD', 'no app/tools FR']);
    // None is left beside a rule that says the opposite of the same items and markets.
    expect(draft.rules.map(({ replaces }) => replaces)).toEqual(['apps', 'one', 'fr']);
    // All of the union is closed, by a rule that is no less about Germany and France than the one that it ends.
    const named = select([offer({ id: 'two', markets: scope('DE + FR') })], 'close', selector(), 'EU');
    expect(named).toMatchObject({ kept: 0, keptBy: [] });
    expect(shape(named.rules)).toEqual(['no all EU', 'no all DE + FR']);
  });
});

describe('any selector over any plan', () => {
  const some = <T>(values: readonly T[], most: number) => fc.subarray([...values], { maxLength: most });
  const expression = fc.constantFrom('WORLD', 'EU', 'DE', 'DE + FR', 'US', 'US - US-NV', 'WORLD - FR');
  const actions = fc.subarray([...FRESH_ACTIONS], { minLength: 1 });
  const storeRule = fc.record({
    category: fc.option(fc.constantFrom('app', 'device', ...CATEGORIES)),
    publisherId: fc.option(fc.constantFrom(...PUBLISHERS), { freq: 1 }),
    itemId: fc.option(fc.constantFrom(...IDS), { freq: 1 }),
    markets: expression.map(scope),
    actions,
    offered: fc.boolean(),
  });
  const anyPlan = fc
    .array(storeRule, { maxLength: 6 })
    .map((list) =>
      list.map((rule, i) =>
        offer({ ...rule, id: `r${i}`, ...(rule.itemId !== null && { category: null, publisherId: null }) }),
      ),
    );
  const paths = ['app', 'device', ...CATEGORIES];
  const anySelector = fc.record({
    kinds: some(['app', 'device'] as const, 1),
    categories: some(paths, 2),
    publisherIds: some(PUBLISHERS, 1),
    itemIds: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(IDS, 3) }),
    except: fc.record({
      categories: some(paths, 1),
      publisherIds: some(PUBLISHERS, 1),
      itemIds: some(IDS, 2),
    }),
  });

  it('does what it says to the selected, and nothing to anything else', () => {
    fc.assert(
      fc.property(
        anyPlan,
        anySelector,
        fc.constantFrom(...PLAN_INTENTS),
        expression,
        actions,
        (plan, what, intent, markets, acting) => {
          const draft = select(plan, intent, what, markets, acting);
          const [before, after] = [answers(plan), answers(applied(plan, draft.rules))];
          const index = compiledRules([]).markets;
          const compiled = index.compile(scope(markets));
          const within = (list: readonly string[], path: string) =>
            list.some((one) => path === one || path.startsWith(`${one}/`));
          const isIn = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
          const touched: string[] = [];
          let keptItems = 0;
          for (const one of ITEMS) {
            const { except } = what;
            const isMeant =
              isIn(what.kinds, one.kind) &&
              isIn(what.publisherIds, one.publisherId) &&
              isIn(what.itemIds, one.id) &&
              (what.categories.length === 0 || within(what.categories, one.category)) &&
              !except.itemIds.includes(one.id) &&
              !except.publisherIds.includes(one.publisherId) &&
              !within(except.categories, one.category);
            let isKept = false;
            for (const market of MARKETS) {
              for (const action of FRESH_ACTIONS) {
                const cell = `${one.id} ${market} ${action}`;
                const isAsked =
                  isMeant && acting.includes(action) && compiled.covers(index.market(market).slot, NOW);
                if (!isAsked && after.get(cell) !== before.get(cell)) touched.push(cell);
                if (isAsked && after.get(cell) !== (intent === 'offer')) isKept = true;
              }
            }
            if (isKept) keptItems += 1;
          }
          expect(touched).toEqual([]);
          expect(keptItems).toBeLessThanOrEqual(draft.kept);
          if (intent === 'close') expect([draft.kept, keptItems]).toEqual([0, 0]);
          if (draft.kept === 0) expect(keptItems).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
