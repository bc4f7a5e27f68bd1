import { decide } from '../../decision/decide';
import {
  item as anItem,
  items as about,
  offer,
  prohibition,
  rows,
  scope,
} from '../../decision/spec/factories';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import type { Item } from '../../item/item';
import { FRESH_ACTIONS } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { Atlas } from '../atlas';
import { hasBit } from '../bits/words';
import { recordOf } from './worlds';

const uuid = (number: number) => `${String(number).padStart(8, '0')}-0000-7000-8000-000000000000`;
const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const slotOf = (code: string) => markets.find((one) => one.code === code)?.slot ?? -1;

/** Two publishers with a game and a tool each, and something that is sold inside each of the games. */
const ITEMS: readonly Item[] = [1, 2].flatMap((number) => {
  const publisherId = `p${number}`;
  const game = anItem({ id: uuid(number), category: 'app/game', publisherId });
  const tool = anItem({ id: uuid(number + 10), category: 'app/tools', publisherId });
  const coins = { kind: 'in-app-product' as const, category: 'content/coins', publisherId, parent: game };
  return [game, tool, anItem({ id: uuid(number + 20), ...coins })];
});
/** Publishers offer item by item, so that no rule names them. */
const plan = offer({ id: 'plan' });
const own = ITEMS.map(({ id, publisherId }) =>
  offer({ id: `own ${id}`, side: 'publisher', publisherId, itemId: id }),
);
const rowsOf = (part: Partial<RuleRows> = {}) => rows({ markets, groups, offers: [plan, ...own], ...part });
/** What publishers say of single items comes with the items. */
const rulesOf = (part: Partial<RuleRows> = {}) => {
  const { offers, ...others } = rowsOf(part);
  return { ...others, offers: offers.filter(({ itemId }) => itemId === null) };
};
const recordsOf = (items: readonly Item[] = ITEMS) =>
  items.map((item, rank) => recordOf({ item, rank }, rowsOf()));
const compiled = (part: Partial<RuleRows> = {}, at = 0) =>
  Atlas.compile(recordsOf(), buildSnapshot(rulesOf(part)), at, 1);
const cellsOf = (
  may: (item: Item, market: (typeof markets)[number], action: 'list' | 'acquire') => boolean,
) =>
  ITEMS.flatMap((item) =>
    markets.flatMap((market) =>
      FRESH_ACTIONS.filter((action) => may(item, market, action)).map(
        (action) => `${item.id} ${market.code} ${action}`,
      ),
    ),
  );
const told = (atlas: Atlas) =>
  cellsOf(({ id }, { slot }, action) => atlas.may(action, slot, atlas.positionOf(id)));
const decided = (part: Partial<RuleRows>) => {
  const rules = buildSnapshot(rowsOf(part));
  return cellsOf((item, { code }, action) => decide(rules, { item, market: code, action, at: 0 }).allowed);
};
const inGermany = (part: Partial<(typeof markets)[number]>) =>
  markets.map((one) => (one.code === 'DE' ? { ...one, ...part } : one));

describe('what an item leaves behind when it changes', () => {
  const closed = { markets: inGermany({ statuses: [{ from: null, status: 'closed' }] }) };
  const dated = { markets: inGermany({ statuses: [{ from: 50, status: 'open' }] }) };
  const renamed = { markets: inGermany({ name: 'Another name' }) };
  const change = () =>
    recordsOf(ITEMS.map((item) => ({ ...item, attributes: { changed: true } }))).slice(0, 2);

  it.each([
    ['a market that opens', closed, {}, 0],
    ['a market whose day comes', dated, dated, 50],
    ['a market that is described anew', {}, renamed, 0],
  ])('is not for sale in %s', (_, before, after, at) => {
    const changed = compiled(before).withItems(change(), 2);
    const atlas = changed.withRules(buildSnapshot(rulesOf(after)), at);
    for (const action of FRESH_ACTIONS)
      for (const { slot } of markets)
        expect(atlas.count({ slot, action, category: null })).toBe(ITEMS.length);
    expect(atlas.hash).toBe(compiled(after, at).hash);
    const [first = -1] = change().map(({ id }) => compiled(before).positionOf(id));
    expect(atlas.may('list', slotOf('DE'), first)).toBe(false);
  });

  it('is not meant by any question', () => {
    const changed = compiled().withItems(change(), 2);
    const mask = changed.positionsAbout(() => true);
    const meant = Array.from({ length: changed.size }, (_, position) => position).filter((one) =>
      hasBit(mask, one),
    );
    expect(meant).toEqual(ITEMS.map(({ id }) => changed.positionOf(id)).sort((a, b) => a - b));
  });
});

describe('more newcomers than there was room for', () => {
  it('are sorted among the others, and answered as if they had been there from the beginning', () => {
    const order = prohibition({ items: about({ publisherIds: ['p2'] }), markets: scope('DE') });
    const rules = rowsOf();
    const all = Array.from({ length: 1_200 }, (_, number) => {
      const category = number % 2 === 0 ? 'app/game' : 'app/tools';
      const asked = anItem({ id: uuid(100 + number), category, publisherId: `p${1 + (number % 3)}` });
      return recordOf({ item: asked, rank: number }, rules);
    });
    const grown = compiled({ prohibitions: [order] }).withItems(all, 2);
    const whole = Atlas.compile(
      [...recordsOf(), ...all],
      buildSnapshot(rulesOf({ prohibitions: [order] })),
      0,
      2,
    );
    expect(grown.newcomers).toBe(0);
    expect(told(grown)).toEqual(decided({ prohibitions: [order] }));
    expect(grown.hash).toBe(whole.hash);
    for (const { slot } of markets)
      expect(grown.countsByCategory('list', slot)).toEqual(whole.countsByCategory('list', slot));
    const free = grown.withRules(buildSnapshot(rulesOf()), 0);
    expect(free.hash).toBe(whole.withRules(buildSnapshot(rulesOf()), 0).hash);
  });
});

describe('what a question is about', () => {
  it('is the items that are meant, and what is sold inside them, and nothing else', () => {
    const atlas = compiled({ prohibitions: [prohibition({ items: about({ publisherIds: ['p2'] }) })] });
    const mask = atlas.positionsAbout((item) => item.category === 'app/game' && item.publisherId === 'p2');
    const meant = ITEMS.filter(({ id }) => hasBit(mask, atlas.positionOf(id))).map(({ id }) => id);
    expect(meant).toEqual([uuid(2), uuid(22)]);
    expect(atlas.positionsAbout(() => false).some((word) => word !== 0)).toBe(false);
  });
});

describe('a rule that names somebody for the first time', () => {
  const games = prohibition({
    id: 'games',
    items: about({ categories: ['app/game'] }),
    markets: scope('DE'),
  });
  const against = (publisherId: string, category: string) =>
    prohibition({
      id: `${publisherId} ${category}`,
      items: about({ publisherIds: [publisherId], categories: [category] }),
      markets: scope('FR'),
    });
  const worlds = ['p1', 'p2'].flatMap((publisherId) =>
    ['app/game', 'app/tools', 'device'].map((category) => ({
      prohibitions: [games, against(publisherId, category)],
    })),
  );

  it('leaves what it does not speak of as it was, whatever the other previews say', () => {
    const atlas = compiled({ prohibitions: [games] });
    const previews = worlds.map((world) => atlas.withRules(buildSnapshot(rulesOf(world)), 0));
    previews.forEach((preview, index) => expect(told(preview)).toEqual(decided(worlds[index] ?? {})));
    for (const world of worlds) {
      for (const preview of previews)
        expect(told(preview.withRules(buildSnapshot(rulesOf(world)), 0))).toEqual(decided(world));
    }
    expect(told(atlas)).toEqual(decided({ prohibitions: [games] }));
  });
});

describe('a publisher that stops speaking of all it has', () => {
  const offered = own.map((one) => ({ ...one, markets: scope('DE + FR') }));
  const general = offer({ id: 'general', side: 'publisher', publisherId: 'p1', offered: false });
  const worlds: readonly Partial<RuleRows>[] = [
    { offers: [plan, ...offered, general] },
    { offers: [plan, ...offered, { ...general, offered: true, markets: scope('WORLD - DE') }] },
    { prohibitions: [prohibition({ items: about({ itemIds: [uuid(1)] }), markets: scope('FR') })] },
    { prohibitions: [prohibition({ items: about({ publisherIds: ['p2'] }), markets: scope('US') })] },
    {},
  ].map((part) => ({ offers: [plan, ...offered], ...part }));

  it('has again what it offers item by item, whoever is named then or later', () => {
    const records = ITEMS.map((item, rank) => recordOf({ item, rank }, rowsOf({ ...worlds[4] })));
    const steps = worlds.map((world) => ({
      rules: buildSnapshot(rulesOf(world)),
      expected: decided(world),
    }));
    for (const first of steps) {
      const atlas = Atlas.compile(records, first.rules, 0, 1);
      for (const second of steps) {
        const next = atlas.withRules(second.rules, 0);
        expect(told(next)).toEqual(second.expected);
        for (const third of steps) expect(told(next.withRules(third.rules, 0))).toEqual(third.expected);
      }
    }
  });
});

describe('what rules say behind the first 32,768 items', () => {
  const count = 33_000;
  /** Of the games and of the tools the last ones, which are in different pieces, have a publisher of their own. */
  const isLate = (number: number) => number >= count - 400;
  const recordsOfAll = () => {
    const rules = rulesOf();
    return Array.from({ length: count }, (_, number) => {
      const publisherId = isLate(number) ? 'late' : 'p1';
      const category = number % 2 === 0 ? 'app/game' : 'app/tools';
      return recordOf({ item: anItem({ id: uuid(number), category, publisherId }), rank: 1 }, rules);
    });
  };
  const general = ['p1', 'late'].map((id) => offer({ id, side: 'publisher', publisherId: id }));
  const rulesWith = (...orders: Parameters<typeof prohibition>[0][]) => {
    const prohibitions = orders.map((order, number) => prohibition({ id: `order${number}`, ...order }));
    return buildSnapshot(rulesOf({ offers: [plan, ...general], prohibitions }));
  };
  const late = { items: about({ publisherIds: ['late'] }), markets: scope('DE') };
  const all = { markets: scope('FR'), actions: ['acquire'] as const };
  const counts = (atlas: Atlas, action: 'list' | 'acquire') =>
    ['DE', 'FR', 'US'].map((code) => {
      const found = atlas.countsByCategory(action, slotOf(code));
      return [found.get('app/game') ?? 0, found.get('app/tools') ?? 0];
    });
  const half = count / 2;
  const whole = [half, half];

  it('is said of them and of no others, from the beginning, later and no more', () => {
    const records = recordsOfAll();
    const free = Atlas.compile(records, rulesWith(), 0, 1);
    const compiledSo = Atlas.compile(records, rulesWith(late, all), 0, 1);
    const followed = free.withRules(rulesWith(late), 0).withRules(rulesWith(late, all), 0);
    for (const atlas of [compiledSo, followed]) {
      expect(counts(atlas, 'list')).toEqual([[half - 200, half - 200], whole, whole]);
      expect(counts(atlas, 'acquire')).toEqual([[half - 200, half - 200], [0, 0], whole]);
      const shown = records.filter(({ id }) => atlas.may('list', slotOf('DE'), atlas.positionOf(id)));
      expect(shown).toHaveLength(count - 400);
      expect(shown.some(({ publisherId }) => publisherId === 'late')).toBe(false);
      expect(counts(atlas.withRules(rulesWith(), 0), 'acquire')).toEqual([whole, whole, whole]);
    }
  });

  it('is said of those that come later', () => {
    const newcomers = [0, 1, 2].map((number) => ({
      ...recordOf({ item: anItem({ id: uuid(50_000 + number), publisherId: 'late' }), rank: 1 }, rulesOf()),
      publisherId: number === 2 ? 'p1' : 'late',
    }));
    const atlas = Atlas.compile(recordsOfAll(), rulesWith(late), 0, 1).withItems(newcomers, 2);
    expect(counts(atlas, 'list')).toEqual([
      [half - 200, half - 199],
      [half, half + 3],
      [half, half + 3],
    ]);
    const closed = atlas.withRules(rulesWith(late, { ...all, markets: scope('DE') }), 0);
    expect(counts(closed, 'list')).toEqual(counts(atlas, 'list'));
    expect(counts(closed, 'acquire')[0]).toEqual([0, 0]);
  });
});
