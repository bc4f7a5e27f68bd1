import { decide } from '../../decision/decide';
import {
  acceptance,
  credential,
  deal,
  item,
  items as about,
  offer,
  prohibition,
  requirement,
  rows,
  scope,
} from '../../decision/spec/factories';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import type { Item } from '../../item/item';
import { FRESH_ACTIONS } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { Atlas } from '../atlas';
import { recordOf } from './worlds';

const uuid = (number: number) => `0000000${number}-0000-7000-8000-00000000000${number}`;
const AT = 1_000;
const CODES = ['DE', 'FR', 'US', 'UA', 'UA-43', 'XK'];
const seeded = rows();
/** The euro counts at any time, those of the seed only since it came. */
const euro = [{ currency: 'EUR', from: null, until: null }];
const markets = seeded.markets
  .filter(({ code }) => CODES.includes(code))
  .map((market) => ({ ...market, currencies: euro }));
const members = (...codes: string[]) => codes.map((market) => ({ market, from: null, until: null }));
const groups = [
  { code: 'WORLD', name: 'World', members: null },
  { code: 'UNION', name: 'Union', members: [...members('DE'), { market: 'FR', from: null, until: AT + 50 }] },
];

const app = item({ id: uuid(1) });
const game = item({ id: uuid(2), category: 'app/game', publisherId: 'beta', attributes: { gambling: true } });
const paid = item({ id: uuid(3), facts: { free: false, prices: [{ market: 'DE', currency: 'EUR' }] } });
const dear = item({ id: uuid(4), facts: { free: false, prices: [{ market: null, currency: 'EUR' }] } });
const at = { kind: 'instant' as const, at: AT + 20 };
const coming = item({ id: uuid(5), facts: { launch: { time: at, before: 'preorder' } } });
const ITEMS: readonly Item[] = [
  app,
  game,
  paid,
  dear,
  coming,
  item({ id: uuid(6), kind: 'in-app-product', parent: coming }),
  item({ id: uuid(7), kind: 'in-app-product', publisherId: 'beta', parent: game }),
  item({ id: uuid(8), facts: { withdrawn: { by: 'store', since: AT + 30, retention: 'full' } } }),
  item({ id: uuid(9), kind: 'device', category: 'device/phone', facts: { free: null } }),
];
const every = ['acme', 'beta'].map((publisherId) =>
  offer({ id: publisherId, side: 'publisher', publisherId }),
);
const PLAN = [...every, offer({ id: 'plan' })];
const own = (number: number, part: Parameters<typeof offer>[0] = {}) =>
  offer({ id: `own${number}`, side: 'publisher', publisherId: 'acme', itemId: uuid(number), ...part });
const risky = requirement({ markets: scope('UNION'), enforcement: 'risk-gated' });
const free = { op: 'eq', attribute: 'price.free', value: true } as const;
/** A dozen rules that say yes, so that single ones of many have to be told apart. */
const crowd = Array.from({ length: 14 }, (_, number) =>
  offer({ id: `crowd${number}`, markets: scope(CODES[number % CODES.length] ?? ''), category: 'app' }),
);

const WORLDS: Readonly<Record<string, Partial<RuleRows>>> = {
  'nothing against anything': {},
  'a prohibition': { prohibitions: [prohibition({ markets: scope('DE + UA') })] },
  'a prohibition of listing alone': { prohibitions: [prohibition({ actions: ['list'] })] },
  'prohibitions with dates': {
    prohibitions: [
      prohibition({ id: 'a', markets: scope('DE'), valid: { from: AT + 5, until: AT + 25 } }),
      prohibition({
        id: 'b',
        items: about({ publisherIds: ['beta'] }),
        valid: { from: null, until: AT + 15 },
      }),
    ],
  },
  'one of a publisher': { prohibitions: [prohibition({ items: about({ publisherIds: ['beta'] }) })] },
  'one of an item': {
    prohibitions: [
      prohibition({ items: about({ itemIds: [uuid(1), uuid(2), `x${uuid(3)}`, `${uuid(3)}x`, 'no uuid'] }) }),
    ],
  },
  'one of what is free': {
    prohibitions: [prohibition({ items: about({ where: free }), markets: scope('US') })],
  },
  'one with an exemption': {
    prohibitions: [prohibition({ exemptingCredentialType: 'radio-approval' })],
    credentials: [credential({ markets: scope('FR + US') })],
  },
  'an unmet requirement': { requirements: [requirement({ markets: scope('UNION') })] },
  'an advisory one': { requirements: [requirement({ enforcement: 'advisory' })] },
  'a blocking one whose risk was accepted': {
    requirements: [requirement()],
    riskAcceptances: [acceptance()],
  },
  'a risk': { requirements: [risky] },
  'an accepted risk': { requirements: [risky], riskAcceptances: [acceptance({ markets: scope('DE') })] },
  'one of two alternatives': {
    requirements: [requirement({ anyOf: [['radio-approval', 'age-rating'], ['licence']] })],
    credentials: [
      credential({ id: 'radio', markets: scope('DE + US') }),
      credential({ id: 'age', type: 'age-rating', markets: scope('US + FR') }),
      credential({ id: 'licence', type: 'licence', markets: scope('XK') }),
    ],
  },
  'a credential of a deal that ends': {
    requirements: [requirement()],
    deals: [deal({ valid: { from: null, until: AT + 10 } })],
    credentials: [credential({ dealId: 'deal' })],
  },
  'a plan without France': { offers: [...PLAN, offer({ id: 'no', markets: scope('FR'), offered: false })] },
  'a plan for games alone': { offers: [...every, offer({ id: 'plan', category: 'app/game' })] },
  'selections of items': { offers: [offer({ id: 'plan' }), own(1), own(3, { markets: scope('DE') })] },
  'selections of items against those of the publisher': {
    offers: [...PLAN, own(1, { offered: false }), own(5, { markets: scope('DE'), offered: false })],
  },
  'selections with dates': {
    offers: [offer({ id: 'plan' }), own(1, { valid: { from: AT + 5, until: AT + 25 } }), own(3)],
  },
  'a crowded plan': { offers: [...every, ...crowd] },
  'a crowded plan with a no': {
    offers: [...every, ...crowd, offer({ id: 'no', category: 'app', markets: scope('DE'), offered: false })],
  },
  'a closed country': {
    markets: markets.map((one) =>
      one.code === 'UA' ? { ...one, statuses: [{ from: null, status: 'closed' }] } : one,
    ),
  },
  'a country that opens later': {
    markets: markets.map((one) =>
      one.code === 'US' ? { ...one, statuses: [{ from: AT + 15, status: 'open' }] } : one,
    ),
  },
  'another currency': {
    markets: markets.map((one) =>
      one.code === 'FR'
        ? {
            ...one,
            currencies: [
              { currency: 'XXX', from: null, until: AT + 40 },
              { currency: 'EUR', from: AT + 40, until: null },
            ],
          }
        : one,
    ),
  },
  'no publisher that offers': { offers: [offer({ id: 'plan' })] },
};
const NAMES = Object.keys(WORLDS);
const INSTANTS = [AT, AT + 5, AT + 10, AT + 15, AT + 20, AT + 25, AT + 30, AT + 40, AT + 50];

function rowsOf(name: string): RuleRows {
  return rows({ markets, groups, offers: PLAN, ...WORLDS[name] });
}

/** As stored: rules about single items of publishers come with the items. */
function compiled(name: string, instant: number): Atlas {
  const all = rowsOf(name);
  const records = ITEMS.map((one, number) => recordOf({ item: one, rank: number % 3 }, all));
  return Atlas.compile(records, rulesOf(name), instant, 1);
}

function rulesOf(name: string) {
  const all = rowsOf(name);
  const offers = all.offers.filter(({ side, itemId }) => side === 'store' || itemId === null);
  return buildSnapshot({ ...all, offers });
}

/** `DE list 3`: what is available. */
function cells(
  may: (one: Item, market: (typeof markets)[number], action: 'list' | 'acquire') => boolean,
): string[] {
  return ITEMS.flatMap((one, number) =>
    markets.flatMap((market) =>
      FRESH_ACTIONS.flatMap((action) =>
        may(one, market, action) ? [`${market.code} ${action} ${number + 1}`] : [],
      ),
    ),
  );
}
const told = (atlas: Atlas) =>
  cells((one, { slot }, action) => atlas.may(action, slot, atlas.positionOf(one.id)));

function decided(name: string, instant: number): string[] {
  const all = buildSnapshot(rowsOf(name));
  return cells(
    (one, { code }, action) => decide(all, { item: one, market: code, action, at: instant }).allowed,
  );
}

describe('an atlas of a world with', () => {
  it('nothing against anything: has all that has a price or needs none', () => {
    const available = told(compiled('nothing against anything', AT + 25));
    const numbers = ITEMS.map((_, index) => index + 1);
    const seen = numbers.filter((number) => available.some((cell) => cell.endsWith(` list ${number}`)));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(available.filter((cell) => cell.endsWith(' list 3'))).toEqual(['DE list 3']);
  });

  it.each(NAMES)('%s: says what decide says, through every date of it', (name) => {
    let atlas = compiled(name, AT);
    for (const instant of INSTANTS) {
      const isDue = atlas.validUntil !== null && atlas.validUntil <= instant;
      if (isDue) atlas = atlas.withRules(rulesOf(name), instant);
      expect([instant, told(atlas)]).toEqual([instant, decided(name, instant)]);
      if (isDue) expect(atlas.hash).toBe(compiled(name, instant).hash);
    }
  });

  const isOfItems = (name: string) => /selections/.test(name);
  const others = NAMES.filter((name) => !isOfItems(name));

  it.each(others)('%s: comes from one without, and goes back', (name) => {
    const before = compiled('nothing against anything', AT);
    const after = before.withRules(rulesOf(name), AT);
    expect(told(after)).toEqual(decided(name, AT));
    const full = compiled(name, AT);
    expect(after.hash).toBe(full.hash);
    expect(after.validUntil).toBe(full.validUntil);
    expect(after.withRules(rulesOf('nothing against anything'), AT).hash).toBe(before.hash);
  });

  it.each(others.slice(1).map((name, index) => [others[index] ?? '', name] as const))(
    '%s: becomes one with %s',
    (from, to) => {
      const before = compiled(from, AT);
      const after = before.withRules(rulesOf(to), AT);
      expect(told(after)).toEqual(decided(to, AT));
      expect(told(before)).toEqual(decided(from, AT));
      const [was, is] = [new Set(told(before)), new Set(told(after))];
      const counted = before
        .diffTo(after)
        .cells.reduce((sum, { gained, lost }) => ({ gained: sum.gained + gained, lost: sum.lost + lost }), {
          gained: 0,
          lost: 0,
        });
      expect(counted).toEqual({
        gained: [...is].filter((cell) => !was.has(cell)).length,
        lost: [...was].filter((cell) => !is.has(cell)).length,
      });
    },
  );
});
