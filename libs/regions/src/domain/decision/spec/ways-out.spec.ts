import type { Action } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import type { Item } from '../../item/item';
import { decide } from '../decide';
import { MatchGroups } from '../evaluate/match-groups';
import { buildSnapshot } from '../snapshot/build-snapshot';
import {
  credential,
  item,
  items as about,
  offer,
  offeredEverywhere,
  prohibition,
  requirement,
  rows,
  scope,
  world,
} from './factories';

const AT = 1_000;
const [SELECTION, PLAN] = offeredEverywhere();
function asked(part: Partial<RuleRows>, one: Item = item(), action: Action = 'acquire') {
  return decide(buildSnapshot(rows(part)), { item: one, market: 'DE', action, at: AT });
}
const here = { itemId: 'item', market: 'DE' };
const launch = (before: 'embargo' | 'announce') =>
  item({ facts: { launch: { time: { kind: 'instant', at: AT + 1 }, before } } });

describe('one thing in the way, and the step that helps', () => {
  it.each<[string, Partial<RuleRows>, Item, object[][], object]>([
    [
      'no selection of the publisher',
      { offers: PLAN === undefined ? [] : [PLAN] },
      item(),
      [[{ do: 'select-market', ...here, action: 'acquire', visibility: 'public' }]],
      { code: 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER', visibility: 'public' },
    ],
    [
      'no plan of the store',
      { offers: SELECTION === undefined ? [] : [SELECTION] },
      item(),
      [[{ do: 'plan-market', ...here, action: 'acquire', visibility: 'public' }]],
      { code: 'COMMERCIAL.CATEGORY_CLOSED', visibility: 'public' },
    ],
    [
      'a closed market',
      world({ DE: 'closed' }),
      item(),
      [[{ do: 'open-market', market: 'DE', visibility: 'public' }]],
      { code: 'COMMERCIAL.MARKET_CLOSED', visibility: 'public', market: 'DE' },
    ],
    [
      'an item that is not published',
      {},
      item({ facts: { published: false } }),
      [[{ do: 'publish-item', itemId: 'item', visibility: 'publisher' }]],
      { code: 'COMMERCIAL.NOT_PUBLISHED', visibility: 'publisher' },
    ],
    [
      'a withdrawal by the store',
      {},
      item({ facts: { withdrawn: { by: 'store', since: 7, retention: 'full' } } }),
      [[{ do: 'reinstate-item', itemId: 'item', by: 'store', visibility: 'public' }]],
      { code: 'COMMERCIAL.WITHDRAWN_BY_STORE', visibility: 'public', since: 7 },
    ],
    [
      'a withdrawal by the publisher',
      {},
      item({ facts: { withdrawn: { by: 'publisher', since: 7, retention: 'full' } } }),
      [[{ do: 'reinstate-item', itemId: 'item', by: 'publisher', visibility: 'public' }]],
      { code: 'COMMERCIAL.WITHDRAWN_BY_PUBLISHER', visibility: 'public', since: 7 },
    ],
    [
      'a launch that was announced',
      {},
      launch('announce'),
      [[{ do: 'launch-item', itemId: 'item', visibility: 'public' }]],
      { code: 'COMMERCIAL.NOT_LAUNCHED', visibility: 'public', until: AT + 1 },
    ],
    [
      'a launch that is a secret',
      {},
      launch('embargo'),
      [[{ do: 'launch-item', itemId: 'item', visibility: 'publisher' }]],
      { code: 'COMMERCIAL.EMBARGOED', visibility: 'publisher', until: AT + 1 },
    ],
    [
      'an app that is missing',
      {},
      item({ kind: 'in-app-product' }),
      [],
      { code: 'COMMERCIAL.PARENT_MISSING', visibility: 'publisher' },
    ],
    [
      'a prohibition',
      { prohibitions: [prohibition({ visibility: 'staff' })] },
      item(),
      [[{ do: 'lift-prohibition', prohibitionId: 'prohibition', visibility: 'staff' }]],
      { code: 'LEGAL.COURT_INJUNCTION', visibility: 'staff', ruleId: 'prohibition' },
    ],
    [
      'a requirement whose risk may be accepted',
      { requirements: [requirement({ enforcement: 'risk-gated' })] },
      item(),
      [
        [{ do: 'accept-risk', requirementId: 'requirement', ...here, visibility: 'public' }],
        [
          {
            do: 'verify-credential',
            credentialType: 'radio-approval',
            ...here,
            standards: [],
            visibility: 'public',
          },
        ],
      ],
      { code: 'CERT.MISSING', visibility: 'public', ruleId: 'requirement' },
    ],
  ])('%s', (_, part, one, unlock, reason) => {
    const decision = asked(part, one);
    expect(decision.unlock).toEqual(unlock);
    expect(decision.reasons).toEqual([expect.objectContaining(reason)]);
  });

  it('is a price in any currency of the market', () => {
    const { unlock, reasons } = asked({}, item({ facts: { free: false } }));
    expect(reasons.map(({ code, visibility }) => [code, visibility])).toEqual([
      ['COMMERCIAL.PRICE_MISSING', 'publisher'],
    ]);
    expect(unlock.length).toBeGreaterThan(0);
    for (const [step, ...others] of unlock) {
      expect(step).toMatchObject({ do: 'set-price', ...here, visibility: 'publisher' });
      expect(others).toEqual([]);
    }
  });
});

describe('several things in the way', () => {
  const paper = (credentialType: string) => ({
    do: 'verify-credential',
    credentialType,
    ...here,
    standards: [],
    visibility: 'public',
  });
  const lift = { do: 'lift-prohibition', prohibitionId: 'prohibition', visibility: 'public' };

  it('have their steps in the order of their names', () => {
    const part = {
      prohibitions: [prohibition({ exemptingCredentialType: 'exemption' })],
      requirements: [requirement({ anyOf: [['z', 'a']] })],
    };
    expect(asked(part).unlock).toEqual([
      [lift, paper('a'), paper('z')],
      [paper('a'), paper('exemption'), paper('z')],
    ]);
  });

  it('need a step once that serves them all, and nothing besides it', () => {
    const part = {
      prohibitions: [prohibition({ exemptingCredentialType: 'a' })],
      requirements: [requirement({ anyOf: [['a'], ['b']] })],
    };
    expect(asked(part).unlock).toEqual([[paper('a')], [lift, paper('b')]]);
  });

  it('ask for no paper that is there', () => {
    const part = {
      requirements: [requirement({ anyOf: [['a', 'b', 'c'], ['d']] })],
      credentials: [
        credential({ id: 'a', type: 'a' }),
        credential({ id: 'd', type: 'd', markets: scope('FR') }),
      ],
    };
    expect(asked(part).unlock).toEqual([[paper('d')], [paper('b'), paper('c')]]);
  });

  it('have no way out where one of them has none', () => {
    const product = item({ kind: 'in-app-product', facts: { published: false } });
    expect(asked({ prohibitions: [prohibition()] }, product).unlock).toEqual([]);
    expect(
      asked({}, item({ facts: { free: false }, parent: null }), 'acquire').unlock.length,
    ).toBeGreaterThan(0);
  });

  it('are offered by both sides, for the action that was asked for', () => {
    for (const action of ['list', 'acquire'] as const)
      expect(asked({ offers: [] }, item(), action).unlock).toEqual([
        [
          { do: 'plan-market', ...here, action, visibility: 'public' },
          { do: 'select-market', ...here, action, visibility: 'public' },
        ],
      ]);
  });

  it('are each of the product or of its app', () => {
    const app = item({
      id: 'app',
      facts: { published: false, withdrawn: { by: 'store', since: 7, retention: 'full' } },
    });
    const product = item({ kind: 'in-app-product', parent: app, facts: { published: false } });
    expect(asked({}, product).unlock).toEqual([
      [
        { do: 'publish-item', itemId: 'app', visibility: 'publisher' },
        { do: 'publish-item', itemId: 'item', visibility: 'publisher' },
        { do: 'reinstate-item', itemId: 'app', by: 'store', visibility: 'public' },
      ],
    ]);
  });

  it('are accepted as risks one by one', () => {
    const requirements = ['r1', 'r2'].map((id) =>
      requirement({ id, enforcement: 'risk-gated', anyOf: [[id]] }),
    );
    const accept = (requirementId: string) => ({
      do: 'accept-risk',
      requirementId,
      ...here,
      visibility: 'public',
    });
    expect(asked({ requirements }).unlock).toEqual([
      [accept('r1'), accept('r2')],
      [accept('r1'), paper('r2')],
      [accept('r2'), paper('r1')],
      [paper('r1'), paper('r2')],
    ]);
  });
});

describe('the rules that are asked', () => {
  it('are those of the action, and of both actions where they differ', () => {
    const listed = [
      offer({ id: 'plan' }),
      offer({ id: 'no', category: 'app', actions: ['acquire'], offered: false }),
    ];
    const offers = SELECTION === undefined ? listed : [SELECTION, ...listed];
    expect(asked({ offers }, item(), 'list').allowed).toBe(true);
    expect(asked({ offers }).reasons.map(({ ruleId }) => ruleId)).toEqual(['no']);
    expect(asked({ prohibitions: [prohibition({ actions: ['list'] })] }).allowed).toBe(true);
    expect(asked({ requirements: [requirement({ actions: ['list'] })] }).allowed).toBe(true);
    const two = [
      offer({ id: 'listing', actions: ['list'], category: 'app', offered: false }),
      offer({ id: 'buying', actions: ['acquire'], category: 'app', offered: false }),
    ];
    const refused = SELECTION === undefined ? two : [SELECTION, ...two];
    expect(asked({ offers: refused }, item(), 'list').reasons.map(({ ruleId }) => ruleId)).toEqual([
      'listing',
    ]);
    expect(asked({ offers: refused }).reasons.map(({ ruleId }) => ruleId)).toEqual(['buying']);
    const mixed = [offer({ id: 'both', offered: false }), ...two.slice(0, 1)];
    const partly = SELECTION === undefined ? mixed : [SELECTION, ...mixed];
    expect(asked({ offers: partly }, item(), 'list').reasons.map(({ ruleId }) => ruleId)).toEqual([
      'listing',
    ]);
    expect(asked({ offers: partly }).reasons.map(({ ruleId }) => ruleId)).toEqual(['both']);
  });

  it('are of a publisher if one of many that name it is about such items', () => {
    const orders = [
      prohibition({ id: 'devices', items: about({ publisherIds: ['acme'], kinds: ['device'] }) }),
      prohibition({
        id: 'apps',
        items: about({ publisherIds: ['acme'], kinds: ['app'] }),
        markets: scope('DE'),
      }),
    ];
    for (const prohibitions of [orders, [...orders].reverse()]) {
      const groups = new MatchGroups(buildSnapshot(rows({ prohibitions, offers: [] })));
      const other = groups.groupOf(item({ publisherId: 'other' }));
      expect(groups.groupOf(item())).not.toBe(other);
      expect(groups.groupOf(item({ publisherId: 'third' }))).toBe(other);
    }
  });
});

describe('what stands in the way', () => {
  it('is the missing entitlement, too, where somebody wants to have again what is forbidden', () => {
    const forbidden = prohibition({ id: 'order', retention: 'revoke' });
    expect(asked({ prohibitions: [forbidden] }, item(), 'redownload').unlock).toEqual([
      [
        { do: 'lift-prohibition', prohibitionId: 'order', visibility: 'public' },
        { do: 'obtain-entitlement', itemId: 'item', visibility: 'public' },
      ],
    ]);
  });

  it('are the same offers in whatever order they were written', () => {
    const offers = ['b', 'd', 'a', 'c'].map((id) => offer({ id, offered: id < 'c' }));
    const publishers = SELECTION === undefined ? [] : [SELECTION];
    for (const written of [offers, [...offers].reverse()]) {
      const { reasons } = asked({ offers: [...publishers, ...written] });
      expect(reasons).toMatchObject([
        { code: 'COMMERCIAL.OFFER_AMBIGUOUS', ruleId: 'c', conflictsWith: ['a', 'b'] },
      ]);
    }
  });
});
