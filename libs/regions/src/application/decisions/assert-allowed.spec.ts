import { DomainError } from '@portolan/platform';
import type { Decision, Reason } from '../../domain';
import { assertAllowed } from './assert-allowed';

const reason = (more: Partial<Reason>): Reason => ({
  layer: 'state',
  code: 'COMMERCIAL.MARKET_CLOSED',
  itemId: 'item',
  market: 'DE',
  ruleId: null,
  conflictsWith: [],
  credentialId: null,
  legalBasis: null,
  authority: null,
  since: null,
  until: null,
  visibility: 'public',
  ...more,
});

const decision = (more: Partial<Decision>): Decision => ({
  itemId: 'item',
  market: 'DE',
  action: 'acquire',
  at: 0,
  epoch: 7,
  allowed: false,
  state: 'not-offered',
  blockedVisibility: null,
  reasons: [reason({})],
  advisories: [],
  unlock: [[{ do: 'open-market', market: 'DE', visibility: 'public' }]],
  nextChange: null,
  ...more,
});

const injunction = reason({
  layer: 'prohibition',
  code: 'LEGAL.COURT_INJUNCTION',
  authority: { name: 'A district court', url: 'https://court.example/' },
  since: Date.parse('2026-01-01T00:00:00Z'),
});

function refusal(of: Decision, reader: Parameters<typeof assertAllowed>[1] = 'public'): DomainError {
  try {
    assertAllowed(of, reader);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was allowed.');
}

describe('assertAllowed', () => {
  it('lets what is allowed pass', () => {
    expect(() =>
      assertAllowed(decision({ allowed: true, state: 'available', reasons: [] }), 'public'),
    ).not.toThrow();
  });

  it('refuses commerce, paperwork and licences with the reasons that the reader may see', () => {
    const licence = reason({ layer: 'requirement', code: 'IP.LICENCE_MISSING', visibility: 'staff' });
    const of = decision({ reasons: [licence, reason({})] });
    const forConsumer = refusal(of);
    expect(forConsumer).toMatchObject({ kind: 'forbidden', code: 'market-unavailable' });
    expect(forConsumer.extra).toMatchObject({
      market: 'DE',
      reasons: [{ code: 'COMMERCIAL.MARKET_CLOSED' }],
    });
    expect(forConsumer.extra).not.toHaveProperty('unlock');
    const forStaff = refusal(of, 'staff');
    expect(forStaff.extra).toMatchObject({
      reasons: [{ code: 'IP.LICENCE_MISSING' }, {}],
      unlock: [[{ do: 'open-market' }]],
    });
  });

  it('refuses on legal grounds with the headers of RFC 7725, and names who ordered it', () => {
    const of = refusal(decision({ state: 'blocked', blockedVisibility: 'public', reasons: [injunction] }));
    expect(of).toMatchObject({
      kind: 'legal',
      code: 'unavailable-for-legal-reasons',
      headers: { link: '</>; rel="blocked-by"', 'cache-control': 'private, no-store' },
    });
    expect(of.extra['reasons']).toMatchObject([
      { since: '2026-01-01T00:00:00.000Z', authority: { name: 'A district court' } },
    ]);
  });

  it('does not let on that there is a secret order', () => {
    const secret = { ...injunction, visibility: 'legal' as const };
    const of = refusal(decision({ state: 'blocked', blockedVisibility: 'legal', reasons: [secret] }));
    expect(of).toMatchObject({ kind: 'forbidden', code: 'market-unavailable', headers: {} });
    expect(of.extra).toMatchObject({ state: 'not-offered', reasons: [] });
    expect(
      refusal(decision({ state: 'blocked', blockedVisibility: 'legal', reasons: [secret] }), 'legal').kind,
    ).toBe('legal');
  });

  it('answers that a withdrawn item is gone', () => {
    const withdrawn = reason({ code: 'COMMERCIAL.WITHDRAWN_BY_PUBLISHER' });
    expect(refusal(decision({ reasons: [withdrawn] }))).toMatchObject({
      kind: 'gone',
      code: 'item-withdrawn',
    });
  });

  it('does not hide an order behind a withdrawal, unless it is secret', () => {
    const withdrawn = reason({ code: 'COMMERCIAL.WITHDRAWN_BY_PUBLISHER' });
    expect(refusal(decision({ state: 'blocked', reasons: [withdrawn, injunction] }))).toMatchObject({
      kind: 'legal',
      code: 'unavailable-for-legal-reasons',
    });
    const secret = { ...injunction, visibility: 'legal' as const };
    const quiet = decision({ state: 'blocked', blockedVisibility: 'legal', reasons: [withdrawn, secret] });
    expect(refusal(quiet).code).toBe('item-withdrawn');
  });

  it.each([
    ['a kill switch', [{ code: 'LEGAL.KILL_SWITCH' }], false],
    ['a recall', [{ code: 'LEGAL.PRODUCT_RECALL' }], false],
    [
      'a recall under a law',
      [{ code: 'LEGAL.PRODUCT_RECALL', legalBasis: 'Regulation (EU) 2023/988' }],
      true,
    ],
    [
      'a recall that an agency ordered',
      [{ code: 'LEGAL.PRODUCT_RECALL', authority: { name: 'A', url: null } }],
      true,
    ],
    ['a takedown', [{ code: 'LEGAL.RIGHTS_TAKEDOWN' }], true],
    ['a kill switch beside sanctions', [{ code: 'LEGAL.KILL_SWITCH' }, { code: 'LEGAL.SANCTIONS' }], true],
  ] as const)('claims legal grounds for %s only where there are some', (_, parts, isLegal) => {
    const reasons = parts.map((part) => reason({ layer: 'prohibition', ...part }));
    const of = refusal(decision({ state: 'blocked', blockedVisibility: 'public', reasons }));
    expect([of.kind, of.detail.includes('on legal grounds')]).toEqual(['legal', isLegal]);
  });

  it('says of a hidden item only that there is no such item, and to its publisher why', () => {
    const embargo = reason({ code: 'COMMERCIAL.EMBARGOED', visibility: 'publisher' });
    const of = decision({ state: 'hidden', reasons: [embargo, injunction] });
    const hidden = refusal(of);
    expect(hidden).toMatchObject({ kind: 'not-found', code: 'item-not-found', extra: {}, headers: {} });
    expect(hidden.detail).not.toContain('item ');
    expect(refusal(decision({ state: 'hidden', reasons: [embargo] }), 'publisher').code).toBe(
      'market-unavailable',
    );
  });
});
