import type { Item } from '../../item/item';
import { ACTIONS, type Action } from '../../rules/action';
import type { Credential } from '../../rules/credential';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import type { Decision } from '../decision';
import { buildSnapshot } from '../snapshot/build-snapshot';
import {
  acceptance,
  credential,
  deal,
  item,
  items,
  offer,
  offeredEverywhere,
  phone,
  prohibition,
  requirement,
  rows,
  scope,
  utc,
  world,
} from './factories';

const now = utc('2026-11-01');
const later = utc('2026-12-01');

function ask(
  rules: Partial<RuleRows>,
  asked: Item = item(),
  action: Action = 'acquire',
  market = 'DE',
): Decision {
  return decide(buildSnapshot(rows(rules)), {
    item: asked,
    market,
    action,
    at: now,
    entitlement: { status: 'active' },
  });
}
const allowedActions = (rules: Partial<RuleRows>, asked: Item = item()) =>
  ACTIONS.filter((action) => ask(rules, asked, action).allowed);
const codes = (rules: Partial<RuleRows>, asked: Item = item()) =>
  ask(rules, asked).reasons.map(({ code }) => code);

describe('prohibitions', () => {
  it('are reported all at once, beside everything else that fails, in the order of layers', () => {
    const everything = ask(
      {
        ...world({ DE: 'planned' }),
        prohibitions: [
          prohibition({ id: 'b', type: 'kill-switch' }),
          prohibition({ id: 'a', type: 'kill-switch' }),
        ],
        requirements: [requirement()],
        offers: [],
      },
      item({ facts: { free: false } }),
    );
    expect(everything.reasons.map(({ layer, code, ruleId }) => `${layer} ${code} ${ruleId}`)).toEqual([
      'prohibition LEGAL.KILL_SWITCH a',
      'prohibition LEGAL.KILL_SWITCH b',
      'requirement CERT.MISSING requirement',
      'offer COMMERCIAL.CATEGORY_CLOSED null',
      'offer COMMERCIAL.NOT_SELECTED_BY_PUBLISHER null',
      'state COMMERCIAL.MARKET_NOT_OPEN_YET null',
      'state COMMERCIAL.PRICE_MISSING null',
    ]);
    expect(everything.unlock[0]?.map((step) => step.do).sort()).toEqual(
      [
        'lift-prohibition',
        'lift-prohibition',
        'open-market',
        'plan-market',
        'select-market',
        'set-price',
        'verify-credential',
      ].sort(),
    );
  });

  it('take their code from their type, so that a new law needs no code', () => {
    expect(codes({ prohibitions: [prohibition({ type: 'data-localisation' })] })).toEqual([
      'LEGAL.DATA_LOCALISATION',
    ]);
  });

  it('cannot be outranked by commerce, and cover an item that does not say enough about itself', () => {
    const where = { op: 'eq', attribute: 'encryption', value: true } as const;
    const rules = { prohibitions: [prohibition({ items: items({ where }) })] };
    expect(ask(rules, item({ attributes: { encryption: false } })).allowed).toBe(true);
    expect(ask(rules, item({ attributes: {} })).allowed).toBe(false);
  });

  it('on one action leave the other alone', () => {
    const rules = { prohibitions: [prohibition({ actions: ['acquire'] })] };
    expect(ask(rules, item(), 'list')).toMatchObject({ allowed: true, state: 'blocked' });
  });
});

describe('requirements', () => {
  const approved = (part: Partial<Credential>) =>
    codes({ requirements: [requirement()], credentials: [credential(part)] });

  it.each<[string, Partial<Credential>, string[]]>([
    ['verified and in date', {}, []],
    ['expired', { valid: { from: null, until: now } }, ['CERT.EXPIRED']],
    ['lapsed', { status: 'lapsed' }, ['CERT.EXPIRED']],
    ['submitted', { status: 'submitted' }, ['CERT.UNVERIFIED']],
    ['rejected', { status: 'rejected' }, ['CERT.UNVERIFIED']],
    ['suspended', { status: 'suspended' }, ['CERT.SUSPENDED']],
    ['revoked', { status: 'revoked' }, ['CERT.REVOKED']],
    ['for another market', { markets: scope('FR') }, ['CERT.MISSING']],
    ['of another publisher', { holder: { kind: 'publisher', publisherId: 'other' } }, ['CERT.MISSING']],
    ['of the operator', { holder: { kind: 'operator' } }, []],
    ['for another item', { items: items({ itemIds: ['other'] }) }, ['CERT.MISSING']],
    [
      'for this item, of another publisher',
      { items: items({ itemIds: ['item'] }), holder: { kind: 'publisher', publisherId: 'other' } },
      ['CERT.MISSING'],
    ],
  ])('say of a credential that is %s', (_, part, expected) => {
    expect(approved(part)).toEqual(expected);
  });

  it('name the credential that is nearest to fitting, whatever the order', () => {
    const near = credential({ id: 'near', valid: { from: null, until: now } });
    const far = credential({ id: 'far', status: 'revoked', markets: scope('FR') });
    for (const credentials of [
      [near, far],
      [far, near],
    ]) {
      expect(ask({ requirements: [requirement()], credentials }).reasons).toMatchObject([
        { code: 'CERT.EXPIRED', credentialId: 'near' },
      ]);
    }
  });

  it('say what an IP licence leaves out', () => {
    const sep = requirement({ missingCode: 'IP.LICENCE_MISSING' });
    const licence = (part: Partial<Credential>) =>
      codes({ requirements: [sep], credentials: [credential(part)] }, phone());
    expect(licence({ markets: scope('FR') })).toEqual(['IP.LICENCE_TERRITORY_NOT_COVERED']);
    expect(licence({ items: items({ categories: ['device/vr'] }) })).toEqual([
      'IP.LICENCE_CATEGORY_NOT_COVERED',
    ]);
    expect(
      licence({ items: items({ where: { op: 'eq', attribute: 'chipset.vendor', value: 'qualcomm' } }) }),
    ).toEqual(['IP.COMPONENT_NOT_LICENSED']);
    expect(licence({ status: 'suspended' })).toEqual(['IP.LICENCE_SUSPENDED']);
  });

  it('keep the code of a family that has its own words, but tell a refused rating', () => {
    const trader = requirement({ missingCode: 'PUBLISHER.TRADER_STATUS_MISSING' });
    expect(codes({ requirements: [trader], credentials: [credential({ status: 'rejected' })] })).toEqual([
      'PUBLISHER.TRADER_STATUS_MISSING',
    ]);
    const rating = requirement({ missingCode: 'CONTENT.RATING_MISSING' });
    expect(codes({ requirements: [rating], credentials: [credential({ status: 'rejected' })] })).toEqual([
      'CONTENT.RATING_REFUSED',
    ]);
  });

  it('are met by any one set, and only by a whole set', () => {
    const either = requirement({ anyOf: [['a', 'b'], ['c']] });
    const held = (...types: string[]) =>
      ask({ requirements: [either], credentials: types.map((type) => credential({ id: type, type })) });
    expect(held('c').allowed).toBe(true);
    expect(held('a', 'b').allowed).toBe(true);
    expect(
      held('b').unlock.map((steps) =>
        steps.map((step) => (step.do === 'verify-credential' ? step.credentialType : '')),
      ),
    ).toEqual([['a'], ['c']]);
  });

  it('end with the deal that issued the credential', () => {
    const rules = {
      requirements: [requirement()],
      deals: [deal({ valid: { from: null, until: later } })],
      credentials: [credential({ dealId: 'deal' })],
    };
    expect(ask(rules)).toMatchObject({
      allowed: true,
      nextChange: { at: later, allowed: false, why: [{ what: 'credential', id: 'credential' }] },
    });
  });

  it('that are gated by risk may be accepted until a day; blocking ones may not', () => {
    const gated = { requirements: [requirement({ enforcement: 'risk-gated' })] };
    expect(ask(gated).unlock.map((steps) => steps[0]?.do)).toEqual(['accept-risk', 'verify-credential']);
    expect(ask({ ...gated, riskAcceptances: [acceptance()] })).toMatchObject({
      allowed: true,
      nextChange: { allowed: false },
    });
    expect(ask({ ...gated, riskAcceptances: [acceptance({ markets: scope('FR') })] }).allowed).toBe(false);
    expect(ask({ requirements: [requirement()], riskAcceptances: [acceptance()] }).allowed).toBe(false);
  });

  it('that are advisory are reported and deny nothing', () => {
    const decision = ask({ requirements: [requirement({ enforcement: 'advisory' })] });
    expect(decision).toMatchObject({
      allowed: true,
      state: 'available',
      reasons: [],
      advisories: [{ code: 'CERT.MISSING' }],
    });
  });
});

describe('state', () => {
  it.each<['planned' | 'open' | 'suspended' | 'closed', Action[]]>([
    ['planned', []],
    ['open', [...ACTIONS]],
    ['suspended', ['redownload', 'update']],
    ['closed', []],
  ])('in a market that is %s serves %p', (status, served) => {
    expect(allowedActions(world({ DE: status }))).toEqual(served);
  });

  it('closes a subdivision with its country, and opens neither with the other', () => {
    expect(ask(world({ US: 'closed' }), item(), 'acquire', 'US-NV').reasons).toMatchObject([
      { code: 'COMMERCIAL.MARKET_CLOSED', market: 'US' },
    ]);
    expect(ask(world({ 'US-NV': 'planned' }), item(), 'acquire', 'US').allowed).toBe(true);
  });

  it('opens a market on the day that is planned', () => {
    const { markets, groups } = world();
    const opening = markets.map((market) =>
      market.code === 'DE' ? { ...market, statuses: [{ from: later, status: 'open' as const }] } : market,
    );
    expect(ask({ markets: opening, groups })).toMatchObject({
      allowed: false,
      nextChange: { at: later, allowed: true, why: [{ what: 'market-status', id: 'DE' }] },
    });
  });

  it.each([
    ['embargo' as const, 'hidden', []],
    ['announce' as const, 'coming-soon', ['list']],
    ['preorder' as const, 'preorder', ['list', 'acquire']],
  ])('before a launch with %s is %s', (before, state, served) => {
    const waiting = item({ facts: { launch: { time: { kind: 'instant', at: later }, before } } });
    expect(ask({}, waiting).state).toBe(state);
    expect(allowedActions({}, waiting)).toEqual(served);
  });

  it('is hidden for what is not published, even where it is blocked', () => {
    const secret = item({ facts: { published: false } });
    expect(ask({ prohibitions: [prohibition()] }, secret).state).toBe('hidden');
  });

  it('of a withdrawn item keeps what the withdrawal leaves', () => {
    const withdrawn = (retention: 'full' | 'update-only') =>
      item({ facts: { withdrawn: { by: 'store', since: now, retention } } });
    expect(allowedActions({}, withdrawn('full'))).toEqual(['redownload', 'update', 'renew']);
    expect(allowedActions({}, withdrawn('update-only'))).toEqual(['update']);
    expect(codes({}, withdrawn('full'))).toEqual(['COMMERCIAL.WITHDRAWN_BY_STORE']);
  });

  it('needs a price in the market tender, of the market itself or of its country', () => {
    const priced = (market: string | null, currency: string) =>
      item({ facts: { free: false, prices: [{ market, currency }] } });
    expect(ask({}, priced('US', 'USD'), 'acquire', 'US-NV').allowed).toBe(true);
    expect(ask({}, priced('US-NV', 'USD'), 'acquire', 'US').allowed).toBe(false);
    expect(ask({}, priced('DE', 'USD')).allowed).toBe(false);
    expect(ask({}, priced(null, 'EUR')).allowed).toBe(true);
    expect(ask({}, item({ facts: { free: null } })).allowed).toBe(false);
  });

  it('needs an entitlement for what is kept, and says so', () => {
    const question = { item: item(), market: 'DE', action: 'update' as const, at: now };
    const rules = buildSnapshot(rows());
    for (const entitlement of [undefined, { status: 'revoked' as const }]) {
      expect(decide(rules, { ...question, entitlement })).toMatchObject({
        allowed: false,
        reasons: [{ layer: 'context', code: 'USER.ENTITLEMENT_MISSING' }],
        unlock: [[{ do: 'obtain-entitlement' }]],
      });
    }
  });

  it('keeps updates going where nothing is offered any more', () => {
    expect(allowedActions({ offers: [] })).toEqual(['redownload', 'update', 'renew']);
  });
});

describe('an in-app product', () => {
  const product = (parent: Item | null) =>
    item({ id: 'coins', kind: 'in-app-product', category: 'app/tools', parent });

  it('is available where its app is, and reports what its app lacks', () => {
    const rules = { prohibitions: [prohibition({ items: items({ kinds: ['app'] }) })] };
    expect(ask({}, product(item())).allowed).toBe(true);
    expect(ask(rules, product(item())).reasons).toMatchObject([
      { code: 'LEGAL.COURT_INJUNCTION', itemId: 'item' },
    ]);
  });

  it('without its app is not available at all', () => {
    expect(ask({}, product(null))).toMatchObject({
      allowed: false,
      state: 'hidden',
      reasons: [{ code: 'COMMERCIAL.PARENT_MISSING' }],
    });
  });

  it('of an app on pre-order cannot be bought yet', () => {
    const waiting = item({ facts: { launch: { time: { kind: 'instant', at: later }, before: 'preorder' } } });
    expect(ask({}, product(waiting))).toMatchObject({ allowed: false, state: 'coming-soon' });
  });
});

describe('a snapshot', () => {
  it.each<[string, Partial<RuleRows>]>([
    ['invalid-market-scope', { prohibitions: [prohibition({ markets: scope('EU + ZZ') })] }],
    ['invalid-category', { requirements: [requirement({ items: items({ categories: ['Device'] }) })] }],
    ['invalid-requirement', { requirements: [requirement({ anyOf: [] })] }],
    ['invalid-requirement', { requirements: [requirement({ anyOf: [[]] })] }],
    ['invalid-prohibition', { prohibitions: [prohibition({ type: 'Kill Switch' })] }],
    ['invalid-offer-rule', { offers: [offer({ side: 'publisher' })] }],
  ])('is refused as %s rather than built without the row', (code, part) => {
    expect(() => buildSnapshot(rows(part))).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('of a paper whose deal was called off before it began has an answer: the paper does not count', () => {
    const asked = (dealId: string | null) => {
      const papers = { requirements: [requirement()], credentials: [credential({ dealId })] };
      return ask({ offers: offeredEverywhere(), ...papers });
    };
    expect(asked(null).allowed).toBe(true);
    expect(asked('none').reasons.map(({ code }) => code)).toEqual(['CERT.MISSING']);
  });

  it('has an epoch that every answer carries, and knows no other markets', () => {
    expect(ask({ epoch: 42 }).epoch).toBe(42);
    expect(() => ask({ offers: offeredEverywhere() }, item(), 'list', 'ZZ')).toThrow(
      expect.objectContaining({ code: 'unknown-market' }) as Error,
    );
  });
});
