import { decide } from '../../decision/decide';
import {
  credential,
  item,
  items as about,
  offer,
  prohibition,
  requirement,
  rows,
  scope,
} from '../../decision/spec/factories';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { FRESH_ACTIONS } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { Atlas } from '../atlas';
import { recordOf } from './worlds';

const AT = 1_000;
const uuid = (number: number) => `0000000${number}-0000-7000-8000-00000000000${number}`;
const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const PUBLISHERS = ['acme', 'acme', 'beta', 'beta', 'gamma', 'acme'];
const ITEMS = PUBLISHERS.map((publisherId, number) =>
  item({ id: uuid(number + 1), publisherId, category: number % 2 === 0 ? 'app/game' : 'app/tools' }),
);
const PRODUCT = item({ id: uuid(8), kind: 'in-app-product', publisherId: 'gamma', parent: ITEMS[0] ?? null });
const ALL = [...ITEMS, PRODUCT];
/** What publishers say about single items; the last app has nothing of its own. */
const OWN = [
  ...['WORLD', 'DE', 'WORLD - DE', 'FR', 'US'].map((expression, number) => ({
    number,
    expression,
    offered: true,
  })),
  { number: 1, expression: 'FR', offered: false },
  { number: 7, expression: 'WORLD', offered: true },
].map(({ number, expression, offered }, place) => {
  const { id, publisherId } = ALL.find((one) => one.id === uuid(number + 1)) ?? PRODUCT;
  const named = { id: `own${place}`, publisherId, itemId: id, markets: scope(expression), offered };
  return offer({ side: 'publisher', ...named });
});
const general = (publisherId: string, part: Parameters<typeof offer>[0] = {}) =>
  offer({ id: `general ${publisherId}`, side: 'publisher', publisherId, ...part });

const RULES: Readonly<Record<string, Partial<RuleRows>>> = {
  'nothing else': {},
  'an order against a publisher': {
    prohibitions: [prohibition({ items: about({ publisherIds: ['beta'] }) })],
  },
  'an order against another': {
    prohibitions: [prohibition({ items: about({ publisherIds: ['acme'] }), markets: scope('DE') })],
  },
  'an order against items': {
    prohibitions: [prohibition({ items: about({ itemIds: [uuid(2), uuid(8), uuid(9)] }) })],
  },
  'what a publisher says of all it has': { offers: [general('acme')] },
  'a refusal of a publisher': { offers: [general('acme', { offered: false, markets: scope('DE') })] },
  'what two publishers say of some': {
    offers: [general('acme', { category: 'app/tools' }), general('beta', { markets: scope('DE + FR') })],
  },
  'what a publisher says for a time': {
    offers: [general('acme', { valid: { from: AT + 5, until: AT + 9 } })],
  },
  'papers of a publisher': {
    requirements: [requirement()],
    credentials: [credential({ markets: scope('DE') })],
  },
};
const NAMES = Object.keys(RULES);
const plan = offer({ id: 'plan' });
const rowsOf = (name: string): RuleRows => {
  const part = RULES[name] ?? {};
  return rows({ markets, groups, ...part, offers: [plan, ...(part.offers ?? []), ...OWN] });
};
const rulesOf = (name: string) => {
  const all = rowsOf(name);
  return buildSnapshot({ ...all, offers: all.offers.filter((one) => !OWN.includes(one)) });
};
const recordsOf = (name: string, items = ALL) =>
  items.map((one, number) => recordOf({ item: one, rank: number }, rowsOf(name)));

function told(atlas: Atlas): string[] {
  return cells(({ id }, { slot }, action) => atlas.may(action, slot, atlas.positionOf(id)));
}
function decided(name: string, at = AT): string[] {
  const all = buildSnapshot(rowsOf(name));
  return cells((one, { code }, action) => decide(all, { item: one, market: code, action, at }).allowed);
}
function cells(
  may: (one: (typeof ALL)[number], market: (typeof markets)[number], action: 'list' | 'acquire') => boolean,
): string[] {
  return ALL.flatMap((one) =>
    markets.flatMap((market) =>
      FRESH_ACTIONS.flatMap((action) =>
        may(one, market, action) ? [`${market.code} ${action} ${one.id}`] : [],
      ),
    ),
  );
}

describe('what publishers say of their items, and', () => {
  it.each(NAMES)('%s', (name) => {
    let atlas = Atlas.compile(recordsOf(name), rulesOf(name), AT, 1);
    for (const at of [AT, AT + 5, AT + 9]) {
      if (atlas.at !== at) atlas = atlas.withRules(rulesOf(name), at);
      expect([at, told(atlas)]).toEqual([at, decided(name, at)]);
    }
  });

  it.each(NAMES)('%s: previews of other rules have no part in each other', (name) => {
    const atlas = Atlas.compile(recordsOf(name), rulesOf(name), AT, 1);
    for (const other of [...NAMES, ...[...NAMES].reverse()]) {
      const preview = atlas.withRules(rulesOf(other), AT);
      expect([other, told(preview)]).toEqual([other, decided(other)]);
    }
    expect(told(atlas)).toEqual(decided(name));
  });

  it.each(NAMES)('%s: for items that come later, alone or together', (name) => {
    for (const count of [1, 4, 6]) {
      const old = Atlas.compile(recordsOf(name, ALL.slice(0, count)), rulesOf(name), AT, 1);
      expect(told(old.withItems(recordsOf(name, ALL.slice(count)), 2))).toEqual(decided(name));
    }
    let atlas = Atlas.compile([], rulesOf(name), AT, 1);
    for (const one of recordsOf(name)) atlas = atlas.withItems([one], 2);
    expect(told(atlas)).toEqual(decided(name));
    // Rules that come after them find newcomers, too.
    for (const other of NAMES) expect(told(atlas.withRules(rulesOf(other), AT))).toEqual(decided(other));
  });
});

describe('a list of markets that was written anew', () => {
  const later = markets.map((one) => ({ ...one, addedAt: one.code === 'US' ? AT + 50 : 5 }));
  const rules = (list: typeof markets) => buildSnapshot(rows({ markets: list, groups, offers: [plan] }));
  const atlas = Atlas.compile(recordsOf('nothing else'), rules(later), AT, 1);

  it('is refused where it says that another market was there in the past', () => {
    const other = later.map((one) => (one.code === 'FR' ? { ...one, addedAt: 7 } : one));
    expect(() => atlas.withRules(rules(other), AT + 60)).toThrow(
      expect.objectContaining({ code: 'markets-rewritten' }),
    );
    expect(() => atlas.withRules(rules(later), AT - 1)).toThrow(
      expect.objectContaining({ code: 'instant-too-early' }),
    );
  });

  it('is refused where only the digits of its dates are the same', () => {
    const added = (france: number, states: number) =>
      markets.map((one) => ({
        ...one,
        addedAt: one.code === 'FR' ? france : one.code === 'US' ? states : 0,
      }));
    const compiled = Atlas.compile(recordsOf('nothing else'), rules(added(1, 112)), AT, 1);
    expect(compiled.withRules(rules(added(1, 112)), AT + 1).at).toBe(AT + 1);
    expect(() => compiled.withRules(rules(added(11, 12)), AT + 1)).toThrow(
      expect.objectContaining({ code: 'markets-rewritten' }),
    );
  });

  it('is taken where one is added since', () => {
    expect(atlas.withRules(rules(later), AT + 60).at).toBe(AT + 60);
    const moved = later.map((one) => (one.code === 'US' ? { ...one, addedAt: AT + 55 } : one));
    expect(atlas.withRules(rules(moved), AT + 60).at).toBe(AT + 60);
  });
});
