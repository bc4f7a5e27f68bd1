import type { Item } from '../../item/item';
import { localTimeToInstant } from '../../market/local-time';
import type { RuleRows } from '../../rules/rule-rows';
import type { Decision } from '../decision';
import { decide } from '../decide';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { credential, item, items, phone, prohibition, requirement, rows, scope, utc } from './factories';

const today = utc('2026-11-01');

function ask(rules: RuleRows, market: string, at = today, asked: Item = phone()): Decision {
  return decide(buildSnapshot(rules), { item: asked, market, action: 'acquire', at });
}

function allowedIn(rules: RuleRows, markets: string, at = today, asked: Item = phone()): string[] {
  return markets.split(' ').filter((market) => ask(rules, market, at, asked).allowed);
}

const radioRules = (group: string) =>
  requirement({ items: items({ kinds: ['device'] }), markets: scope(group) });

describe('hard cases', () => {
  it('Kosovo is a market of its own: not Serbia, not in the EU, but in Southern Europe', () => {
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('RS') })] }), 'RS XK')).toEqual([
      'XK',
    ]);
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('EU') })] }), 'HR XK')).toEqual([
      'XK',
    ]);
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('039') })] }), 'HR XK')).toEqual([]);
    const priced = phone({ facts: { free: false, prices: [{ market: null, currency: 'EUR' }] } });
    expect(allowedIn(rows(), 'XK RS', today, priced)).toEqual(['XK']);
  });

  it('Northern Ireland follows EU goods rules, the rest of Britain does not since 2021', () => {
    const rules = rows({ requirements: [radioRules('EU-GOODS')] });
    expect(allowedIn(rules, 'GB GB-NIR IE')).toEqual(['GB']);
    expect(allowedIn(rules, 'GB GB-NIR IE', utc('2020-06-01'))).toEqual([]);
  });

  it('Northern Ireland also follows what is ruled for Britain, unless it is subtracted', () => {
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('GB') })] }), 'GB GB-NIR')).toEqual(
      [],
    );
    expect(
      allowedIn(rows({ prohibitions: [prohibition({ markets: scope('GB - GB-NIR') })] }), 'GB GB-NIR'),
    ).toEqual(['GB-NIR']);
  });

  it('Reunion, French Guiana, Guadeloupe, Martinique and Mayotte are markets apart from France inside EU rules', () => {
    const markets = 'FR RE GF GP MQ YT';
    expect(allowedIn(rows({ requirements: [radioRules('EU')] }), markets)).toEqual([]);
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('FR') })] }), markets)).toEqual(
      markets.split(' ').slice(1),
    );
    expect(allowedIn(rows({ requirements: [radioRules('EU')] }), 'RE YT', utc('2013-06-01'))).toEqual(['YT']);
  });

  it('Puerto Rico is a market apart from the US under the same FCC rules', () => {
    const rules = rows({ requirements: [radioRules('FCC')] });
    expect(allowedIn(rules, 'US PR GU VI AS MP US-NV CA')).toEqual(['CA']);
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('US') })] }), 'US US-NV PR')).toEqual(
      ['PR'],
    );
    const approved = rows({
      requirements: [radioRules('FCC')],
      credentials: [credential({ markets: scope('FCC') })],
    });
    expect(allowedIn(approved, 'US PR')).toEqual(['US', 'PR']);
  });

  it('Hong Kong, Macao and Taiwan are apart from China', () => {
    expect(allowedIn(rows({ requirements: [radioRules('CN')] }), 'CN HK MO TW')).toEqual(['HK', 'MO', 'TW']);
    expect(allowedIn(rows({ requirements: [radioRules('030')] }), 'CN HK MO TW')).toEqual([]);
  });

  it('Crimea is closed by sanctions while Ukraine is open, and closes with Ukraine', () => {
    const sanctions = prohibition({ type: 'sanctions', markets: scope('UA-43 + UA-40 + UA-14 + UA-09') });
    expect(allowedIn(rows({ prohibitions: [sanctions] }), 'UA UA-43')).toEqual(['UA']);
    expect(ask(rows({ prohibitions: [sanctions] }), 'UA-43')).toMatchObject({
      state: 'blocked',
      reasons: [{ layer: 'prohibition', code: 'LEGAL.SANCTIONS', market: 'UA-43' }],
    });
    expect(allowedIn(rows({ prohibitions: [prohibition({ markets: scope('UA') })] }), 'UA UA-43')).toEqual(
      [],
    );
  });

  it('Bulgaria takes a price in either of its two currencies in January 2026, and says when one stops to count', () => {
    const inLev = item({ facts: { free: false, prices: [{ market: 'BG', currency: 'BGN' }] } });
    const inEuro = item({ facts: { free: false, prices: [{ market: 'BG', currency: 'EUR' }] } });
    const when = ['2025-12-15', '2026-01-15', '2026-02-15'].map(utc);
    expect(when.map((at) => ask(rows(), 'BG', at, inLev).allowed)).toEqual([true, true, false]);
    expect(when.map((at) => ask(rows(), 'BG', at, inEuro).allowed)).toEqual([false, true, true]);
    expect(ask(rows(), 'BG', utc('2026-01-15'), inLev).nextChange).toEqual({
      at: utc('2026-01-31T22:00'),
      allowed: false,
      why: [{ what: 'market-currency', id: 'BG', visibility: 'public' }],
    });
    const unpriced = ask(rows(), 'BG', utc('2026-01-15'), item({ facts: { free: false } }));
    expect(
      unpriced.unlock.map((steps) =>
        steps.map((step) => (step.do === 'set-price' ? step.currency : step.do)),
      ),
    ).toEqual([['BGN'], ['EUR']]);
  });

  it('a launch on a day that Samoa skipped comes with the first moment of the next day', () => {
    const launched = item({
      facts: { launch: { time: { kind: 'market-local', at: '2011-12-30T00:00' }, before: 'announce' } },
    });
    expect(localTimeToInstant('Pacific/Apia', '2011-12-30T00:00')).toBe(utc('2011-12-30T10:00'));
    expect(localTimeToInstant('Pacific/Apia', '2011-12-31T00:00')).toBe(utc('2011-12-30T10:00'));
    expect(localTimeToInstant('Pacific/Apia', '2011-12-29T23:59')).toBe(utc('2011-12-30T09:59'));
    expect(ask(rows(), 'WS', utc('2011-12-30T09:59'), launched)).toMatchObject({
      allowed: false,
      state: 'coming-soon',
      nextChange: { at: utc('2011-12-30T10:00'), allowed: true },
    });
    expect(ask(rows(), 'WS', utc('2011-12-30T10:00'), launched).allowed).toBe(true);
    expect(ask(rows(), 'AS', utc('2011-12-30T10:00'), launched).allowed).toBe(false);
  });
});
