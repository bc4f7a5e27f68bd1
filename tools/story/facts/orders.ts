import type { Deal, Predicate, Prohibition } from '../../../libs/regions/src/domain';
import { about, type Entry, inMarkets, verified } from './journal';
import { localMidnight } from './places';

/** All phones of the maker, until it is lifted. */
export const COURT_ORDER = {
  id: 'delhi-2014',
  type: 'court-injunction',
  items: about({ categories: ['device/phone'], publisherIds: ['maker'] }),
  markets: inMarkets('IN'),
  actions: ['list', 'acquire'],
  valid: { from: localMidnight('IN', '2014-12-08'), until: null },
  exemptingCredentialType: 'court-permission.delhi',
  retention: 'full',
  legalBasis: "Interim injunction of 8 December 2014 over Ericsson's patents",
  authority: { name: 'High Court of Delhi', url: null },
  visibility: 'public',
} satisfies Prohibition;

const COURT_LEAVE = {
  id: 'delhi-leave',
  kind: 'court-permission',
  counterparty: 'High Court of Delhi',
  title: 'Leave to sell phones with one kind of chip',
  valid: { from: localMidnight('IN', '2014-12-16'), until: localMidnight('IN', '2015-01-08') },
} satisfies Deal;

export const PERMITTED_CHIP: Predicate = { op: 'eq', attribute: 'chipset.vendor', value: 'qualcomm' };
export const COURT_PERMISSION = verified({
  id: 'delhi-carve-out',
  type: 'court-permission.delhi',
  issuer: COURT_LEAVE.counterparty,
  items: about({
    categories: ['device/phone'],
    where: PERMITTED_CHIP,
  }),
  markets: inMarkets('IN'),
  valid: COURT_LEAVE.valid,
  dealId: COURT_LEAVE.id,
  conditions: ['A deposit of Rs 100 for each unit sold'],
});

/** By mid-2017 phones with that chip are sold in India again; how and since when is the demo's choice. */
const LATER_LEAVE: Deal = {
  ...COURT_LEAVE,
  id: 'delhi-leave-2',
  title: 'Leave until the suit is decided',
  valid: { from: localMidnight('IN', '2017-01-01'), until: null },
};

/** Two apps of the maker were among the 59. */
export const BLOCK_ORDER = {
  id: 'block-2020',
  type: 'government-block-order',
  items: about({ itemIds: ['mi-community', 'mi-video-call'] }),
  markets: inMarkets('IN'),
  actions: ['list', 'acquire'],
  valid: { from: localMidnight('IN', '2020-06-29'), until: null },
  exemptingCredentialType: null,
  retention: 'freeze',
  legalBasis: 'Information Technology Act, 2000, section 69A',
  authority: { name: 'Government of India', url: null },
  visibility: 'public',
} satisfies Prohibition;

/** Orders are written down when they come. */
export const ORDERS: readonly Entry[] = [
  { recordedAt: COURT_ORDER.valid.from, prohibitions: [COURT_ORDER] },
  { recordedAt: COURT_PERMISSION.valid.from, deals: [COURT_LEAVE], credentials: [COURT_PERMISSION] },
  {
    recordedAt: LATER_LEAVE.valid.from,
    deals: [LATER_LEAVE],
    credentials: [
      { ...COURT_PERMISSION, id: 'delhi-carve-out-2', valid: LATER_LEAVE.valid, dealId: LATER_LEAVE.id },
    ],
  },
  { recordedAt: BLOCK_ORDER.valid.from, prohibitions: [BLOCK_ORDER] },
];
