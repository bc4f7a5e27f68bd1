import { ACCESSORY_MARKETS, PHONE_MARKETS } from '../../../apps/api/src/demo/data/demo-devices';
import { ALWAYS, type OfferRule, type Predicate, type Requirement } from '../../../libs/regions/src/domain';
import { about, type Entry, inMarkets, verified } from './journal';
import { localMidnight } from './places';

const join = (codes: readonly string[]): string => codes.join(' + ');
const anyRadio: Predicate = {
  op: 'or',
  of: ['2G', '3G', '4G', 'WIFI', 'BT'].map((value) => ({ op: 'contains', attribute: 'standards', value })),
};

function offer(id: string, part: Partial<OfferRule>): OfferRule {
  return {
    id,
    side: 'store',
    publisherId: null,
    category: null,
    itemId: null,
    markets: inMarkets('WORLD'),
    actions: ['list', 'acquire'],
    offered: true,
    valid: ALWAYS,
    ...part,
  };
}

function requirement(
  id: string,
  type: string,
  part: Pick<Requirement, 'items' | 'markets' | 'missingCode' | 'legalBasis'> & Partial<Requirement>,
): Requirement {
  return {
    id,
    actions: ['acquire'],
    valid: ALWAYS,
    anyOf: [[type]],
    standards: [],
    enforcement: 'blocking',
    visibility: 'public',
    ...part,
  };
}

/** One requirement a licensor: a licence from one says nothing about another. Where each is recorded is the demo's choice. */
function patents(licensor: string, category: string, markets: string): Requirement {
  return requirement(`sep-${licensor}`, `patent-licence.${licensor}`, {
    items: about({ categories: [category] }),
    markets: inMarkets(markets),
    standards: ['2G', '3G', '4G'],
    missingCode: 'IP.LICENCE_MISSING',
    legalBasis: 'Patents essential to cellular standards',
  });
}

/** What was so before the story begins. */
export const BEGINNING: Entry = {
  recordedAt: null,
  openings: Object.fromEntries(PHONE_MARKETS.map((code) => [code, [{ from: null, status: 'open' }]])),
  offers: [
    offer('selection', { side: 'publisher', publisherId: 'maker' }),
    offer('second-selection', { side: 'publisher', publisherId: 'second-maker' }),
    offer('plan-apps', { category: 'app' }),
    offer('plan-devices', { category: 'device', markets: inMarkets(join(PHONE_MARKETS)) }),
  ],
  requirements: [
    patents('nokia', 'device', 'US + CA + GB + DE + FR + ES + IT + IE'),
    patents('ericsson', 'device/phone', 'US + GB + DE'),
    requirement('radio-fcc', 'radio.fcc', {
      items: about({ kinds: ['device'], where: anyRadio }),
      markets: inMarkets('FCC'),
      missingCode: 'CERT.MISSING',
      legalBasis: '47 CFR Part 2: equipment authorization',
    }),
    requirement('radio-ce', 'radio.ce', {
      items: about({ kinds: ['device'], where: anyRadio }),
      markets: inMarkets('EEA + CH'),
      missingCode: 'CERT.MISSING',
      legalBasis: 'Directive 1999/5/EC, then Directive 2014/53/EU (radio equipment)',
    }),
  ],
};

/** The store opens in four markets, with accessories only. */
export const OPENING_DAY = '2015-05-19';
export const OPENING_MARKETS = ACCESSORY_MARKETS;
export const OPENING_PLAN = ['device/accessory', 'device/wearable'];
export const OPENING: Entry = {
  recordedAt: Date.UTC(2015, 4, 1),
  openings: Object.fromEntries(
    OPENING_MARKETS.map((code) => [code, [{ from: localMidnight(code, OPENING_DAY), status: 'open' }]]),
  ),
  offers: OPENING_PLAN.map((category) => {
    return offer(`plan-west-${category}`, { category, markets: inMarkets(join(OPENING_MARKETS)) });
  }),
  credentials: (['fcc', 'ce'] as const).map((body) =>
    verified({
      id: `${body}-2015`,
      type: `radio.${body}`,
      issuer: 'A certification body',
      items: about({ categories: OPENING_PLAN }),
      markets: inMarkets('WORLD'),
    }),
  ),
};

/** By mid-2017 the maker sells phones in three states of the EEA, so they are approved there; days are approximate. */
const APPROVED_FROM = Date.UTC(2017, 0, 1);
export const APPROVALS: Entry = {
  recordedAt: APPROVED_FROM,
  credentials: [
    verified({
      id: 'ce-2017',
      type: 'radio.ce',
      issuer: 'A notified body',
      items: about({ categories: ['device'] }),
      markets: inMarkets('EEA + CH'),
      valid: { from: APPROVED_FROM, until: null },
    }),
    verified({
      id: 'fcc-2017',
      type: 'radio.fcc',
      issuer: 'A certification body',
      items: about({ categories: ['device/tv-box', 'device/vr'] }),
      markets: inMarkets('FCC'),
      valid: { from: APPROVED_FROM, until: null },
    }),
  ],
  // The store would sell everything there; what is lacking is the right to.
  offers: [offer('plan-west', { category: 'device', markets: inMarkets(join(OPENING_MARKETS)) })],
};

/** Phones come to Spain when the calendar turns, and the islands have their own clock. */
export const SPAIN_DAY = '2017-11-07';
export const SPAIN = {
  recordedAt: Date.UTC(2017, 9, 1),
  openings: Object.fromEntries(
    ['ES', 'ES-CN'].map((code) => [
      code,
      [{ from: localMidnight(code, SPAIN_DAY), status: 'open' as const }],
    ]),
  ),
  offers: ['ES', 'ES-CN'].map((code) =>
    offer(`plan-${code}`, {
      category: 'device',
      markets: inMarkets(code === 'ES' ? 'ES - ES-CN' : code),
      valid: { from: localMidnight(code, SPAIN_DAY), until: null },
    }),
  ),
} satisfies Entry;
