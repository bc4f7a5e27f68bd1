import type { Item } from '../../item/item';
import type { Credential } from '../../rules/credential';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import { decideContext } from '../decide-context';
import type { Reason } from '../decision';
import { blankReason, compareReasons } from '../evaluate/reasons';
import { buildSnapshot } from '../snapshot/build-snapshot';
import {
  credential,
  deal,
  item,
  phone,
  prohibition,
  requirement,
  rows,
  scope,
  utc,
  world,
} from './factories';

const earlier = utc('2026-10-01');
const now = utc('2026-11-01');
const later = utc('2026-12-01');
const latest = utc('2027-01-01');

function ask(
  rules: Partial<RuleRows>,
  asked: Item = item(),
  market = 'DE',
  action: 'list' | 'acquire' = 'acquire',
) {
  return decide(buildSnapshot(rows(rules)), { item: asked, market, action, at: now });
}

describe('what a reason says of a credential', () => {
  const licence = (...parts: Partial<Credential>[]) => {
    const credentials = parts.map((part, index) => credential({ id: `c${index}`, ...part }));
    const requirements = [requirement({ missingCode: 'IP.LICENCE_MISSING' })];
    const [reason] = ask({ requirements, credentials }).reasons;
    const [again] = ask({ requirements, credentials: [...credentials].reverse() }).reasons;
    expect(again).toEqual(reason);
    return [reason?.code, reason?.credentialId];
  };

  it('is that it is not valid yet only before it begins', () => {
    expect(licence({ valid: { from: later, until: null } })).toEqual(['IP.LICENCE_NOT_YET_VALID', 'c0']);
    const elsewhere = { markets: scope('FR') };
    expect(licence({ ...elsewhere, valid: { from: earlier, until: null } })).toEqual([
      'IP.LICENCE_TERRITORY_NOT_COVERED',
      'c0',
    ]);
    expect(licence({ ...elsewhere, valid: { from: now, until: later } })[0]).toBe(
      'IP.LICENCE_TERRITORY_NOT_COVERED',
    );
  });

  it('is that it was revoked, or never approved in a word that the family knows', () => {
    expect(licence({ status: 'revoked' })[0]).toBe('IP.LICENCE_REVOKED');
    expect(licence({ status: 'submitted' })[0]).toBe('IP.LICENCE_MISSING');
  });

  it('is about the one that comes nearest: fewer faults, the lesser, the later end, the first id', () => {
    const elsewhere = { markets: scope('FR') };
    expect(licence({ status: 'revoked', ...elsewhere }, elsewhere)[1]).toBe('c1');
    expect(licence(elsewhere, { valid: { from: null, until: earlier } })[1]).toBe('c1');
    expect(
      licence(
        { ...elsewhere, valid: { from: null, until: later } },
        { ...elsewhere, valid: { from: null, until: latest } },
      )[1],
    ).toBe('c1');
    expect(licence({ ...elsewhere, valid: { from: null, until: latest } }, elsewhere)[1]).toBe('c1');
    expect(licence(elsewhere, elsewhere, elsewhere)[1]).toBe('c0');
    expect(
      licence(
        { ...elsewhere, valid: { from: null, until: later } },
        { ...elsewhere, valid: { from: null, until: later } },
      )[1],
    ).toBe('c0');
  });

  it('is that it has expired where its deal ended before it began', () => {
    const rules = {
      requirements: [requirement()],
      deals: [deal({ valid: { from: null, until: utc('2020-01-01') } })],
      credentials: [credential({ dealId: 'deal', valid: { from: utc('2025-01-01'), until: null } })],
    };
    expect(ask(rules).reasons).toMatchObject([{ code: 'CERT.EXPIRED', credentialId: 'credential' }]);
  });

  it('is what is missing, where an assignment or the paper of another publisher is all there is', () => {
    const rules = { requirements: [requirement()], deals: [deal({ kind: 'assignment' })] };
    expect(ask({ ...rules, credentials: [credential({ dealId: 'deal' })] }).reasons).toMatchObject([
      { code: 'CERT.MISSING', credentialId: null },
    ]);
  });
});

describe('what a reason says of facts', () => {
  const launching = (before: 'embargo' | 'announce') =>
    ask({}, item({ facts: { launch: { time: { kind: 'instant', at: later }, before } } }));

  it('is when a launch comes; of an embargo the publisher hears, and the public nothing', () => {
    expect(launching('announce').reasons).toMatchObject([
      { layer: 'state', code: 'COMMERCIAL.NOT_LAUNCHED', visibility: 'public', until: later },
    ]);
    expect(launching('embargo').reasons).toMatchObject([
      { layer: 'state', code: 'COMMERCIAL.EMBARGOED', visibility: 'publisher', until: later },
    ]);
  });

  it('is who withdrew the item and since when', () => {
    const withdrawn = (by: 'store' | 'publisher', since: number) =>
      ask({}, item({ facts: { withdrawn: { by, since, retention: 'full' } } })).reasons;
    expect(withdrawn('publisher', now)).toMatchObject([
      { code: 'COMMERCIAL.WITHDRAWN_BY_PUBLISHER', visibility: 'public', since: now },
    ]);
    expect(withdrawn('store', later)).toEqual([]);
  });

  it('carries the rule: its legal basis, authority, dates and who may see it', () => {
    const order = prohibition({
      legalBasis: 'order 7 O 1/26',
      authority: { name: 'Court', url: null },
      valid: { from: earlier, until: later },
      visibility: 'legal',
    });
    expect(ask({ prohibitions: [order] }).reasons).toEqual([
      {
        layer: 'prohibition',
        code: 'LEGAL.COURT_INJUNCTION',
        itemId: 'item',
        market: 'DE',
        ruleId: 'prohibition',
        conflictsWith: [],
        credentialId: null,
        legalBasis: 'order 7 O 1/26',
        authority: { name: 'Court', url: null },
        since: earlier,
        until: later,
        visibility: 'legal',
      },
    ]);
  });

  it('is advised of the asked action only', () => {
    const requirements = [requirement({ enforcement: 'advisory', actions: ['list'] })];
    expect(ask({ requirements }).advisories).toEqual([]);
    expect(ask({ requirements }, item(), 'DE', 'list').advisories).toMatchObject([{ code: 'CERT.MISSING' }]);
  });
});

describe('the order of reasons', () => {
  it('is by layer, code, rule, item and market; what no rule says comes before what one does', () => {
    const blank = { ...blankReason('a', 'AA'), layer: 'offer' as const, code: 'COMMERCIAL.B' as const };
    const inOrder: Reason[] = [
      { ...blank, layer: 'prohibition', code: 'LEGAL.Z' },
      { ...blank, layer: 'requirement', code: 'IP.Z' },
      { ...blank, code: 'COMMERCIAL.A', ruleId: '9', itemId: 'b', market: 'BB' },
      blank,
      { ...blank, market: 'BB' },
      { ...blank, itemId: 'b' },
      { ...blank, ruleId: '1', itemId: 'b', market: 'BB' },
      { ...blank, ruleId: '2' },
      { ...blank, layer: 'state', code: 'COMMERCIAL.A' },
      { ...blank, layer: 'context', code: 'COMMERCIAL.A' },
    ];
    inOrder.forEach((one, place) => {
      expect(compareReasons(one, { ...one })).toBe(0);
      for (const later of inOrder.slice(place + 1)) {
        expect(compareReasons(one, later)).toBeLessThan(0);
        expect(compareReasons(later, one)).toBeGreaterThan(0);
      }
    });
    expect([...inOrder].reverse().sort(compareReasons)).toEqual(inOrder);
  });
});

describe('what would unlock', () => {
  it('opens a subdivision and its country each by a step of its own', () => {
    const { unlock } = ask(world({ US: 'planned', 'US-NV': 'planned' }), item(), 'US-NV');
    expect(unlock).toEqual([
      [
        expect.objectContaining({ do: 'open-market', market: 'US' }),
        expect.objectContaining({ do: 'open-market', market: 'US-NV' }),
      ],
    ]);
  });

  it('shows a step that serves two rules to those only who may see both', () => {
    const seen = (...visibilities: ('public' | 'staff' | 'legal')[]) => {
      const requirements = visibilities.map((visibility, index) =>
        requirement({ id: `r${index}`, visibility }),
      );
      return ask({ requirements })
        .unlock.flat()
        .map(({ visibility }) => visibility);
    };
    expect(seen('public')).toEqual(['public']);
    expect(seen('public', 'legal')).toEqual(['legal']);
    expect(seen('legal', 'public')).toEqual(['legal']);
    expect(seen('staff', 'legal', 'public')).toEqual(['legal']);
  });

  it('asks for one paper with every standard that two rules need', () => {
    const needs = (...standards: string[][]) =>
      standards.map((some, index) => requirement({ id: `r${index}`, standards: some }));
    const asked = phone({ attributes: { standards: ['5G', '4G', '3G'] } });
    const { unlock } = ask({ requirements: needs(['4G'], ['5G', '3G'], ['4G']) }, asked);
    expect(unlock).toMatchObject([[{ do: 'verify-credential', standards: ['3G', '4G', '5G'] }]]);
  });
});

describe('the context of what is kept', () => {
  it('asks for an address only where a device is bought', () => {
    const nobody = {
      accountMarket: 'DE',
      paymentMarket: null,
      shipToMarket: null,
      locationMarket: null,
      age: null,
      minimumAge: null,
      deviceFits: null,
    };
    const codes = (action: 'acquire' | 'update' | 'list') =>
      decideContext(
        buildSnapshot(rows()),
        { item: phone(), market: 'DE', action, at: now },
        nobody,
      ).reasons.map(({ code }) => code);
    expect(codes('acquire')).toEqual(['USER.SHIP_TO_MISMATCH']);
    expect(codes('update')).toEqual([]);
    expect(codes('list')).toEqual([]);
  });
});
