import type { Deal } from '../../../libs/regions/src/domain';
import { about, type Entry, inMarkets, verified } from './journal';
import { localMidnight } from './places';

const STANDARDS = ['2G', '3G', '4G'];

/** Signed on 5 July 2017, a multi-year term, nothing else disclosed. */
export const AGREEMENT = {
  id: 'nokia-2017',
  kind: 'cross-licence',
  counterparty: 'Nokia',
  title: 'Cross-licence of cellular standard-essential patents',
  valid: { from: localMidnight('CN', '2017-07-05'), until: null },
} satisfies Deal;

/** The other half of the agreement: patents bought. */
export const PURCHASE: Deal = {
  ...AGREEMENT,
  id: 'nokia-2017-purchase',
  kind: 'assignment',
  title: 'Purchase of patent assets',
};

/** What the licence may cover: nobody outside knows, so that none of these is in the journal. */
export const READINGS = {
  'phones and things': ['device/phone', 'device/smart-home'],
  'smart home only': ['device/smart-home'],
  'infrastructure only': ['device/infrastructure'],
} as const;
export type Reading = keyof typeof READINGS;

/** The agreement as if it were known to cover these categories. */
export function supposing(deal: Deal, categories: readonly string[]): Entry {
  return {
    recordedAt: deal.valid.from,
    deals: [deal],
    credentials: [
      verified({
        id: `${deal.id}-licence`,
        type: 'patent-licence.nokia',
        issuer: deal.counterparty,
        items: about({ categories }),
        markets: inMarkets('WORLD'),
        standards: STANDARDS,
        dealId: deal.id,
      }),
    ],
  };
}

/** The last day of sales in Germany was 4 August 2022; the licence is taken to end with it. */
export const LAPSING_LICENCE = verified({
  id: 'second-nokia',
  type: 'patent-licence.nokia',
  issuer: 'A licensor',
  holder: { kind: 'publisher', publisherId: 'second-maker' },
  items: about({ categories: ['device'] }),
  markets: inMarkets('DE'),
  standards: STANDARDS,
  valid: { from: null, until: localMidnight('DE', '2022-08-05') },
});

/** Another phone maker's papers for Germany. Written down long before; the day is approximate. */
export const SECOND_MAKER: Entry = {
  recordedAt: Date.UTC(2019, 0, 1),
  credentials: [
    LAPSING_LICENCE,
    {
      ...LAPSING_LICENCE,
      id: 'second-ericsson',
      type: 'patent-licence.ericsson',
      valid: { from: null, until: null },
    },
    verified({
      id: 'second-ce',
      type: 'radio.ce',
      issuer: 'A notified body',
      holder: { kind: 'publisher', publisherId: 'second-maker' },
      items: about({ categories: ['device'] }),
      markets: inMarkets('EEA + CH'),
    }),
  ],
};
