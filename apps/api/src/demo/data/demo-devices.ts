/**
 * Devices of a phone maker as it sold them around 2017, for the demo story. Facts, not claims: where no public source
 * gives a day, the date is approximate.
 */
export interface DemoDevice {
  slug: string;
  name: string;
  category: string;
  releasedOn: string;
  /** In euro cents; other currencies by the rates of demo-rates.ts. */
  price: number;
  attributes: Readonly<Record<string, string | readonly string[]>>;
}

const cellular = ['2G', '3G', '4G'];

export const DEMO_DEVICES: readonly DemoDevice[] = [
  {
    slug: 'mi-mix',
    name: 'Mi Mix',
    category: 'device/phone',
    releasedOn: '2016-10-25',
    price: 49900,
    attributes: { 'chipset.vendor': 'qualcomm', standards: cellular },
  },
  {
    slug: 'mi-6',
    name: 'Mi 6',
    category: 'device/phone',
    releasedOn: '2017-04-19',
    price: 42900,
    attributes: { 'chipset.vendor': 'qualcomm', standards: cellular },
  },
  {
    slug: 'redmi-note-4-mtk',
    name: 'Redmi Note 4 (MediaTek)',
    category: 'device/phone',
    releasedOn: '2016-08-25',
    price: 14900,
    attributes: { 'chipset.vendor': 'mediatek', standards: cellular },
  },
  {
    slug: 'redmi-note-4',
    name: 'Redmi Note 4 (Snapdragon)',
    category: 'device/phone',
    releasedOn: '2017-01-19',
    price: 16900,
    attributes: { 'chipset.vendor': 'qualcomm', standards: cellular },
  },
  {
    slug: 'mi-band-2',
    name: 'Mi Band 2',
    category: 'device/wearable/band',
    releasedOn: '2016-06-07',
    price: 2499,
    attributes: { standards: ['BT'] },
  },
  {
    slug: 'mi-box',
    name: 'Mi Box',
    category: 'device/tv-box',
    releasedOn: '2016-10-03',
    price: 6900,
    attributes: { standards: ['WIFI', 'BT'] },
  },
  {
    slug: 'mi-power-bank',
    name: 'Mi Power Bank',
    category: 'device/accessory/power-bank',
    releasedOn: '2015-11-01',
    price: 1999,
    attributes: { standards: [] },
  },
  {
    slug: 'mi-home-camera',
    name: 'Mi Home Camera',
    category: 'device/smart-home/camera',
    releasedOn: '2016-11-01',
    price: 3999,
    attributes: { standards: ['WIFI'] },
  },
  {
    slug: 'mi-router-3',
    name: 'Mi Router 3',
    category: 'device/smart-home/router',
    releasedOn: '2016-06-01',
    price: 2999,
    attributes: { standards: ['WIFI'] },
  },
  {
    slug: 'mi-vr',
    name: 'Mi VR',
    category: 'device/vr',
    releasedOn: '2016-10-25',
    price: 4900,
    attributes: { standards: [] },
  },
];

/** Where phones were sold in mid-2017. The first line is named by public sources, the second is likely. */
export const PHONE_MARKETS: readonly string[] = [
  ...['CN', 'HK', 'TW', 'SG', 'MY', 'PH', 'IN', 'ID', 'MX', 'UA', 'MM', 'GR'],
  ...[
    'TH',
    'VN',
    'KH',
    'BD',
    'NP',
    'LK',
    'PK',
    'RU',
    'BY',
    'KZ',
    'PL',
    'CZ',
    'IL',
    'AE',
    'SA',
    'EG',
    'TR',
    'ZA',
  ],
];

/** Accessories only, since 2015-05-19. */
export const ACCESSORY_MARKETS: readonly string[] = ['US', 'GB', 'FR', 'DE'];
