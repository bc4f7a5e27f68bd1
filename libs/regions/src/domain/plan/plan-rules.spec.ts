import { buildSnapshot } from '../decision/snapshot/build-snapshot';
import { item, offer, rows, scope } from '../decision/spec/factories';
import type { Item } from '../item/item';
import { FRESH_ACTIONS, type FreshAction } from '../rules/action';
import type { OfferRule } from '../rules/offer-rule';
import type { PlanSelector } from './plan-scope';
import { type PlanIntent, selectPlan } from './select-plan';

const NOW = 1_000;
const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const app = (id: string, category: string, publisherId = 'acme') => item({ id, category, publisherId });
const APPS = [app('g', 'app/game'), app('t', 'app/tools'), app('b', 'app/game', 'bolt'), app('top', 'app')];
const PHONE = item({ id: 'p', kind: 'device', category: 'device/phone' });
const CASE = item({ id: 'c', kind: 'device', category: 'app/case' });

interface Asked {
  readonly plan?: readonly OfferRule[];
  readonly items?: readonly Item[];
  readonly intent?: PlanIntent;
  readonly what?: Partial<Omit<PlanSelector, 'except'>> & {
    readonly except?: Partial<PlanSelector['except']>;
  };
  readonly markets?: string;
  readonly actions?: readonly FreshAction[];
}

function draftOf({ plan = [], items = [...APPS, PHONE], intent = 'offer', what = {}, ...rest }: Asked) {
  const selector = {
    kinds: [],
    categories: [],
    publisherIds: [],
    itemIds: [],
    ...what,
    except: { categories: [], publisherIds: [], itemIds: [], ...what.except },
  };
  return selectPlan(buildSnapshot(rows({ markets, groups, offers: [...plan] })), items, {
    selector,
    intent,
    markets: scope(rest.markets ?? 'WORLD'),
    actions: rest.actions ?? FRESH_ACTIONS,
    at: NOW,
  });
}

const rulesOf = (asked: Asked) =>
  draftOf(asked).rules.map(
    ({ category, publisherId, itemId, offered, replaces, actions, markets: { expression } }) =>
      [
        offered ? 'yes' : 'no',
        itemId ?? ([publisherId, category].filter(Boolean).join(':') || 'all'),
        expression,
        ...(actions.join() === FRESH_ACTIONS.join() ? [] : actions),
        ...(replaces === null ? [] : [`for ${replaces}`]),
      ].join(' '),
  );

describe('what a selector is about', () => {
  it.each<[string, Asked, string[]]>([
    [
      'a category inside an excepted one is not meant',
      { what: { categories: ['app/game', 'device'], except: { categories: ['app'] } } },
      ['yes device WORLD'],
    ],
    [
      'nor is an excepted publisher',
      { what: { publisherIds: ['acme', 'bolt'], except: { publisherIds: ['bolt'] } } },
      ['yes acme WORLD'],
    ],
    [
      'another publisher than the excepted one has nothing to be kept',
      { what: { publisherIds: ['acme'], except: { publisherIds: ['bolt'] } } },
      ['yes acme WORLD'],
    ],
    [
      'an excepted publisher keeps what it has of a category',
      { what: { categories: ['app'], except: { publisherIds: ['bolt'] } } },
      ['yes app WORLD', 'no bolt:app WORLD'],
    ],
    [
      'an excepted category keeps what comes into it later',
      { what: { except: { categories: ['app/news'] } } },
      ['yes all WORLD', 'no app/news WORLD'],
    ],
    [
      'an excepted item is kept by a rule about it',
      { what: { categories: ['app'], except: { itemIds: ['t'] } } },
      ['yes app WORLD', 'no t WORLD'],
    ],
    [
      'one that is not meant needs none',
      { what: { categories: ['device'], except: { itemIds: ['t'] } } },
      ['yes device WORLD'],
    ],
    [
      'a kind is its categories, and never everything that may come',
      { items: APPS, what: { kinds: ['app'] } },
      ['yes app WORLD'],
    ],
    [
      'a kind in mixed categories is the parts that hold nothing else, in order, and single items',
      { items: [CASE, ...[...APPS].reverse()], what: { kinds: ['app'] } },
      ['yes app/game WORLD', 'yes app/tools WORLD', 'yes top WORLD'],
    ],
    [
      'whatever the order in which they came',
      { items: [app('t', 'app/tools'), CASE, app('g', 'app/game')], what: { kinds: ['app'] } },
      ['yes app/game WORLD', 'yes app/tools WORLD'],
    ],
    [
      'a kind of a publisher is the categories in which that publisher has nothing else',
      {
        items: [...APPS, item({ id: 'pad', kind: 'device', category: 'app/game', publisherId: 'bolt' })],
        what: { kinds: ['app'], publisherIds: ['acme'] },
      },
      ['yes acme:app WORLD'],
    ],
    [
      'a kind in a category that holds no item yet',
      { what: { kinds: ['app'], categories: ['app/none'] } },
      [],
    ],
    [
      'a kind in a category that holds others alone',
      { what: { kinds: ['app'], categories: ['device'] } },
      [],
    ],
    [
      'a kind in a category that lies deep',
      {
        items: [app('a', 'app/game/casino'), item({ id: 'd', kind: 'device', category: 'app/game/pad' })],
        what: { kinds: ['app'], categories: ['app/game'] },
      },
      ['yes app/game/casino WORLD'],
    ],
    [
      'an excepted item of another one that is named',
      { what: { itemIds: ['t', 'g'], except: { itemIds: ['g'] } } },
      ['yes t WORLD'],
    ],
    [
      'a kind in a category of it',
      { items: [...APPS, CASE], what: { kinds: ['device'], categories: ['app'] } },
      ['yes app/case WORLD'],
    ],
    ['a kind that nothing is of', { what: { kinds: ['in-app-product'] } }, []],
    [
      'items that are named one by one',
      { what: { itemIds: ['t', 'p', 'nothing'] } },
      ['yes t WORLD', 'yes p WORLD'],
    ],
    [
      'categories inside others, or twice',
      { what: { categories: ['app/game', 'app', 'app', 'app/game/casino'] } },
      ['yes app WORLD'],
    ],
  ])('%s', (_, asked, rules) => {
    expect(rulesOf(asked)).toEqual(rules);
  });

  it('counts what is meant and what is excepted', () => {
    expect(draftOf({ what: { categories: ['app'], except: { publisherIds: ['bolt'] } } })).toMatchObject({
      selected: 3,
      excepted: 1,
      kept: 0,
    });
    expect(draftOf({ what: { kinds: ['device'] } })).toMatchObject({ selected: 1, excepted: 0 });
    expect(
      draftOf({ what: { itemIds: ['t', 'g'], publisherIds: ['acme'], categories: ['app/game'] } }),
    ).toMatchObject({ selected: 1 });
  });
});

describe('a rule of the same scope that says the opposite', () => {
  const no = (part: Partial<OfferRule> = {}) => offer({ id: 'no', category: 'app', offered: false, ...part });
  const what = { categories: ['app'] };
  const yes = 'yes app WORLD';

  it.each<[string, OfferRule[], string[]]>([
    ['gives way', [no()], [`${yes} for no`]],
    ['gives way where it has begun', [no({ valid: { from: NOW, until: null } })], [`${yes} for no`]],
    ['stays where it has not begun', [no({ valid: { from: NOW + 1, until: null } })], [yes]],
    ['stays where it ends by itself', [no({ valid: { from: null, until: NOW + 9 } })], [yes]],
    ['stays where it is about other markets', [no({ markets: scope('DE') })], [yes]],
    [
      'stays where it does not cover what comes later',
      [no({ markets: { ...scope('WORLD'), coversFutureMarkets: false } })],
      [yes],
    ],
    ['stays where it is about a publisher', [no({ publisherId: 'acme' })], [yes]],
    ['stays where it is about an item', [no({ category: null, itemId: 't' })], [yes]],
    ['stays where it is about a part', [no({ category: 'app/game' })], [yes]],
    ['says only what was said already', [offer({ id: 'yes', category: 'app' })], []],
    [
      'is made where the plan says half of it',
      [offer({ id: 'yes', category: 'app', actions: ['list'] })],
      [yes],
    ],
    [
      'gives way though another one agrees',
      [offer({ id: 'yes', category: 'app' }), no({ actions: ['list'] })],
      [`${yes} for no`],
    ],
    [
      'is two rules, of which both give way',
      [no({ actions: ['list'] }), no({ id: 'no 2', actions: ['acquire'] })],
      ['yes app WORLD acquire for no 2', `${yes} for no`],
    ],
  ])('%s', (_, plan, rules) => {
    expect(rulesOf({ plan, what })).toEqual(rules);
  });

  it('gives way, whether or not it covers what comes later, where all of it is markets', () => {
    const narrow = (expression: string) =>
      rulesOf({
        plan: [no({ markets: { ...scope(expression), coversFutureMarkets: false } })],
        what,
        markets: expression,
      });
    expect(narrow('DE + FR')).toEqual(['yes app DE + FR for no']);
    expect(narrow('DE + WORLD')).toEqual(['yes app DE + WORLD']);
  });

  it('leaves no tie behind, which would be a no', () => {
    const plan = [no({ actions: ['list'] }), no({ id: 'no 2', actions: ['acquire'] })];
    expect(draftOf({ plan, what })).toMatchObject({ selected: 4, kept: 0, keptBy: [] });
    const replaced = new Set(draftOf({ plan, what }).rules.map(({ replaces }) => replaces));
    expect(plan.filter(({ id }) => !replaced.has(id))).toEqual([]);
  });

  it('keeps what was not asked about', () => {
    expect(rulesOf({ plan: [no()], what, actions: ['list'] })).toEqual([
      'no app WORLD acquire for no',
      'yes app WORLD list',
    ]);
    expect(rulesOf({ plan: [no({ actions: ['acquire'] })], what, actions: ['list'] })).toEqual([
      'yes app WORLD list',
    ]);
  });
});

describe('closing', () => {
  const close = (plan: OfferRule[], what: Asked['what'], expression = 'WORLD') =>
    rulesOf({ plan, what, intent: 'close', markets: expression });

  it('ends what more specific rules offer of the selected, and no more', () => {
    const plan = [
      offer({ id: 'all' }),
      offer({ id: 'acme', publisherId: 'acme' }),
      offer({ id: 'bolt', publisherId: 'bolt', category: 'app/game' }),
      offer({ id: 'phones', category: 'device/phone' }),
    ];
    expect(close(plan, { categories: ['app'] })).toEqual([
      'no app WORLD',
      'no acme:app WORLD',
      'no bolt:app/game WORLD for bolt',
    ]);
    expect(close(plan, { publisherIds: ['bolt'] })).toEqual([
      'no bolt WORLD',
      'no bolt:app/game WORLD for bolt',
    ]);
    expect(close(plan, { itemIds: ['t'] })).toEqual(['no t WORLD']);
  });

  it('ends what is offered of each item that is named', () => {
    const plan = [
      offer({ id: 'one', itemId: 'g', markets: scope('DE') }),
      offer({ id: 'two', itemId: 't', markets: scope('FR') }),
    ];
    expect(close(plan, { itemIds: ['g', 't', 'p'] })).toEqual([
      'no g WORLD',
      'no t WORLD',
      'no p WORLD',
      'no g DE for one',
      'no t FR for two',
    ]);
  });

  it('leaves what another publisher has in other categories', () => {
    const plan = [
      offer({ id: 'acme', publisherId: 'acme', category: 'app/tools' }),
      offer({ id: 'bolt', publisherId: 'bolt', category: 'app' }),
      offer({ id: 'phones', publisherId: 'acme', category: 'device' }),
    ];
    expect(close(plan, { publisherIds: ['acme'], categories: ['app'] })).toEqual([
      'no acme:app WORLD',
      'no acme:app/tools WORLD for acme',
    ]);
    expect(close(plan, { categories: ['app/game'] })).toEqual([
      'no app/game WORLD',
      'no bolt:app/game WORLD',
    ]);
  });

  it('ends for one action what is offered for both', () => {
    const plan = [offer({ id: 'all' }), offer({ id: 'games', category: 'app/game' })];
    expect(rulesOf({ plan, what: { categories: ['app'] }, intent: 'close', actions: ['acquire'] })).toEqual([
      'no app WORLD acquire',
      'yes app/game WORLD list for games',
      'no app/game WORLD acquire',
    ]);
  });

  it('is reported where something stands against it', () => {
    const plan = [offer({ id: 'all' }), offer({ id: 'one', itemId: 'g', markets: scope('DE') })];
    const draft = draftOf({ plan, what: { categories: ['app'] }, intent: 'withdraw' });
    expect(draft).toMatchObject({ selected: 4, kept: 1, keptBy: ['one'] });
    expect(draftOf({ plan, what: { categories: ['app'] }, intent: 'close' })).toMatchObject({
      kept: 0,
      keptBy: [],
    });
  });
});

describe('what is excepted', () => {
  it('keeps what it has, market by market and action by action', () => {
    const plan = [
      offer({ id: 'german', category: 'app/game', markets: scope('DE') }),
      offer({ id: 'listed', category: 'app/tools', actions: ['list'] }),
    ];
    const what = { categories: ['app'], except: { categories: ['app/game', 'app/tools'] } };
    expect(rulesOf({ plan, what, intent: 'withdraw' })).toEqual(['no app WORLD']);
    expect(rulesOf({ plan, what })).toEqual([
      'yes app WORLD',
      'no app/game FR + US',
      'no app/tools WORLD acquire',
    ]);
    const apps = [offer({ id: 'apps', category: 'app' }), ...plan];
    const games = { categories: ['app'], except: { categories: ['app/game'] } };
    expect(rulesOf({ plan: apps, what: games, intent: 'withdraw' })).toEqual([
      'no app WORLD for apps',
      'yes app/game WORLD',
    ]);
  });
});
