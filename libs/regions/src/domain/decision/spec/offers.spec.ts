import type { OfferRule } from '../../rules/offer-rule';
import { decide } from '../decide';
import { offerVerdict } from '../evaluate/offer-verdict';
import { bit } from '../snapshot/action-mask';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { item, offer, offeredEverywhere, rows, scope, utc } from './factories';

const asked = item({ category: 'app/game/casino' });

function ask(offers: OfferRule[], market = 'FR') {
  return decide(buildSnapshot(rows({ offers })), {
    item: asked,
    market,
    action: 'acquire',
    at: utc('2026-11-01'),
  });
}

const [selection] = offeredEverywhere();
if (selection === undefined) throw new Error('The factory offers nothing.');
/** The store's plan under test, beside a publisher who selects everything. */
const plan = (...rules: Partial<OfferRule>[]) => [
  selection,
  ...rules.map((rule, index) => offer({ id: `rule${index}`, ...rule })),
];
const no = { offered: false };

describe('offers', () => {
  it('need a yes of both sides', () => {
    expect(ask([]).reasons.map(({ code }) => code)).toEqual([
      'COMMERCIAL.CATEGORY_CLOSED',
      'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER',
    ]);
    expect(ask([selection]).reasons).toMatchObject([{ code: 'COMMERCIAL.CATEGORY_CLOSED', ruleId: null }]);
    expect(ask([offer()]).reasons).toMatchObject([
      { code: 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER', ruleId: null },
    ]);
    expect(ask(plan({})).allowed).toBe(true);
  });

  it('of another publisher say nothing', () => {
    expect(
      ask([offer(), offer({ id: 'other', side: 'publisher', publisherId: 'other', itemId: 'item' })]).allowed,
    ).toBe(false);
  });

  it.each<[string, Partial<OfferRule>, Partial<OfferRule>]>([
    [
      'an item over a publisher and category',
      { itemId: 'item' },
      { publisherId: 'acme', category: 'app/game/casino' },
    ],
    [
      'a publisher and category over a deeper category',
      { publisherId: 'acme', category: 'app' },
      { category: 'app/game/casino' },
    ],
    ['a deeper category over a higher one', { category: 'app/game' }, { category: 'app' }],
    ['a category over all', { category: 'app' }, {}],
    ['a subdivision over its country', { markets: scope('US-NV') }, { markets: scope('US') }],
    ['a country over a group', { markets: scope('US') }, { markets: scope('021') }],
    ['a smaller group over a larger one', { markets: scope('FCC') }, { markets: scope('WORLD') }],
    ['a group over the world', { markets: scope('019') }, { markets: scope('WORLD') }],
  ])('let the more specific rule win: %s', (_, strong, weak) => {
    expect(ask(plan(strong, { ...weak, ...no }), 'US-NV').allowed).toBe(true);
    expect(ask(plan({ ...strong, ...no }, weak), 'US-NV')).toMatchObject({
      allowed: false,
      reasons: [{ ruleId: 'rule0' }],
    });
  });

  it('answer no where two rules contradict each other and neither is the more specific, and name both', () => {
    const decision = ask(plan({ category: 'app/game' }, { markets: scope('FR'), ...no }));
    expect(decision.reasons).toMatchObject([
      { code: 'COMMERCIAL.OFFER_AMBIGUOUS', ruleId: 'rule1', conflictsWith: ['rule0'] },
    ]);
    expect(decision.unlock).toMatchObject([
      [{ do: 'plan-market', itemId: 'item', market: 'FR', action: 'acquire' }],
    ]);
  });

  it('are no conflict where such rules agree', () => {
    expect(ask(plan({ category: 'app/game' }, { markets: scope('FR') })).allowed).toBe(true);
    const closed = ask(plan({}, { category: 'app/game', ...no }, { markets: scope('FR'), ...no }));
    expect(closed.reasons).toMatchObject([
      { code: 'COMMERCIAL.CATEGORY_CLOSED', ruleId: 'rule1', conflictsWith: [] },
    ]);
  });

  it('answer no where one rule says yes and no equally specific one says no', () => {
    expect(ask(plan({}, no)).reasons).toMatchObject([{ code: 'COMMERCIAL.OFFER_AMBIGUOUS' }]);
  });

  it('are settled by a rule that is more specific than both', () => {
    const settled = plan(
      { category: 'app/game' },
      { markets: scope('FR'), ...no },
      { category: 'app/game', markets: scope('FR') },
    );
    expect(ask(settled).allowed).toBe(true);
  });

  it('govern the actions they name: a page may be shown where nothing is sold', () => {
    const rules = buildSnapshot(rows({ offers: plan({ actions: ['list'] }) }));
    const at = utc('2026-11-01');
    expect(decide(rules, { item: asked, market: 'FR', action: 'list', at }).allowed).toBe(true);
    expect(decide(rules, { item: asked, market: 'FR', action: 'acquire', at })).toMatchObject({
      allowed: false,
      state: 'not-offered',
    });
  });

  it('are settled for each action apart', () => {
    const apart = plan(
      { category: 'app' },
      { actions: ['list'], ...no },
      { category: 'app/game', actions: ['acquire'], ...no },
    );
    const rules = buildSnapshot(rows({ offers: apart }));
    const allowed = (action: 'list' | 'acquire') =>
      decide(rules, { item: asked, market: 'FR', action, at: utc('2026-11-01') }).allowed;
    expect([allowed('list'), allowed('acquire')]).toEqual([true, false]);
  });

  it('are a no where there are none', () => {
    expect(offerVerdict([], 0, 0, bit('list'))).toEqual({ offered: false, against: [], inFavour: [] });
  });

  it('become more or less specific when a group grows', () => {
    const grown = {
      code: 'CLUB',
      name: 'Club',
      members: ['FR', 'DE', 'IT', 'ES'].map((market, index) => ({
        market,
        from: index === 0 ? null : utc('2027-01-01'),
        until: null,
      })),
    };
    const pair = {
      code: 'PAIR',
      name: 'Pair',
      members: ['FR', 'BE'].map((market) => ({ market, from: null, until: null })),
    };
    const base = rows({ offers: plan({ markets: scope('CLUB') }, { markets: scope('PAIR'), ...no }) });
    const rules = buildSnapshot({ ...base, groups: [...base.groups, grown, pair] });
    expect(
      decide(rules, { item: asked, market: 'FR', action: 'acquire', at: utc('2026-11-01') }),
    ).toMatchObject({
      allowed: true,
      nextChange: { at: utc('2027-01-01'), allowed: false, why: [{ what: 'offer', id: 'rule0' }] },
    });
  });
});
