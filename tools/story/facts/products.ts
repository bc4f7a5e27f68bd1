import { DEMO_DEVICES } from '../../../apps/api/src/demo/data/demo-devices';
import { DEMO_RATES } from '../../../apps/api/src/demo/data/demo-markets';
import type { Item, ItemKind } from '../../../libs/regions/src/domain';

export interface Product {
  readonly name: string;
  readonly item: Item;
}

/** Priced in every currency of the demo: money is no part of this story. */
const prices = Object.keys(DEMO_RATES).map((currency) => ({ market: null, currency }));

function product(
  id: string,
  name: string,
  category: string,
  attributes: Item['attributes'],
  publisherId = 'maker',
): Product {
  const kind: ItemKind = category.startsWith('device') ? 'device' : 'app';
  const facts = { published: true, launch: null, withdrawn: null, free: kind === 'app', prices };
  return { name, item: { id, kind, category, publisherId, attributes, parent: null, facts } };
}

const EARLY_CELLULAR = ['2G', '3G'];
const CELLULAR = ['2G', '3G', '4G'];

/** What the court order of 2014 met, and a phone whose chip nobody wrote down. */
export const PHONES_2014: readonly Product[] = [
  product('redmi-1s', 'Redmi 1S', 'device/phone', {
    'chipset.vendor': 'qualcomm',
    standards: EARLY_CELLULAR,
  }),
  product('mi-3', 'Mi 3', 'device/phone', { 'chipset.vendor': 'qualcomm', standards: EARLY_CELLULAR }),
  product('redmi-note', 'Redmi Note', 'device/phone', {
    'chipset.vendor': 'mediatek',
    standards: EARLY_CELLULAR,
  }),
  product('undescribed', 'an undescribed phone', 'device/phone', {}),
];

/** On the shelf when the store opened in four western markets. */
export const SHELF_2015: readonly Product[] = [
  product('headphones', 'Mi Headphones', 'device/accessory/headphones', { standards: [] }),
  product('power-bank', 'Mi Power Bank', 'device/accessory/power-bank', { standards: [] }),
  product('mi-band', 'Mi Band', 'device/wearable/band', { standards: ['BT'] }),
  product('mi-4', 'Mi 4', 'device/phone', { 'chipset.vendor': 'qualcomm', standards: CELLULAR }),
];

/** The demo store's devices, and one that nobody sold: a hub with a modem, to show what a licence for things would mean. */
export const SHELF_2017: readonly Product[] = [
  ...DEMO_DEVICES.map(({ slug, name, category, attributes }) => product(slug, name, category, attributes)),
  product('imagined-hub', 'a 4G hub (imagined)', 'device/smart-home/hub', { standards: ['4G', 'WIFI'] }),
];

/** Two of the 59, and one that was not among them. */
export const APPS_2020: readonly Product[] = [
  product('mi-community', 'Mi Community', 'app/social', {}),
  product('mi-video-call', 'Mi Video Call', 'app/communication', {}),
  product('compass', 'Compass', 'app/tools', {}),
];

export const SECOND_MAKER_2022: readonly Product[] = [
  product('second-phone', 'its phone', 'device/phone', { standards: CELLULAR }, 'second-maker'),
  product(
    'second-watch',
    'its 4G watch',
    'device/wearable/watch',
    { standards: ['4G', 'BT'] },
    'second-maker',
  ),
  product('second-earbuds', 'its earbuds', 'device/accessory/earbuds', { standards: ['BT'] }, 'second-maker'),
];
