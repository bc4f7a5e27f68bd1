import type { PublisherStatement, StaffRole } from '@portolan/accounts';

/** The password of every demo account: fine on one's own machine, and only there. */
export const DEMO_PASSWORD = 'portolan-demo';

export interface DemoPerson {
  email: string;
  displayName: string;
  homeMarket: string;
  roles?: readonly StaffRole[];
}

export const DEMO_ADMIN = { email: 'admin@portolan.example', homeMarket: 'DE' };

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { email: 'review@portolan.example', displayName: 'Rita Review', homeMarket: 'DE', roles: ['reviewer'] },
  {
    email: 'markets@portolan.example',
    displayName: 'Marco Markets',
    homeMarket: 'ES',
    roles: ['market-manager'],
  },
  {
    email: 'approve@portolan.example',
    displayName: 'Ava Approval',
    homeMarket: 'FR',
    roles: ['market-approver'],
  },
  { email: 'legal@portolan.example', displayName: 'Lena Legal', homeMarket: 'DE', roles: ['legal'] },
  { email: 'dev@aurora.example', displayName: 'Ada Aurora', homeMarket: 'DE' },
  { email: 'dev@harbour.example', displayName: 'Hari Harbour', homeMarket: 'SG' },
  { email: 'devices@meridian.example', displayName: 'Mei Meridian', homeMarket: 'CN' },
  { email: 'anna@example.com', displayName: 'Anna', homeMarket: 'DE' },
  { email: 'bob@example.com', displayName: 'Bob', homeMarket: 'US' },
];

export const DEMO_PUBLISHERS = {
  aurora: { owner: 'dev@aurora.example', name: 'Aurora Apps', country: 'DE' },
  harbour: { owner: 'dev@harbour.example', name: 'Harbour Games', country: 'SG' },
  meridian: { owner: 'devices@meridian.example', name: 'Meridian Devices', country: 'CN' },
} as const;

export type DemoPublisher = keyof typeof DEMO_PUBLISHERS;

/** What the demo's publishers of apps say of themselves as traders in the EU. The places do not exist. */
export const DEMO_TRADERS = {
  aurora: {
    part: 'trader',
    status: 'trader',
    name: 'Aurora Apps GmbH',
    address: {
      lines: ['Nordlichtweg 1'],
      postalCode: '00001',
      city: 'Musterstadt',
      region: null,
      country: 'DE',
    },
    phone: '+4930000000',
    email: 'legal@aurora.example',
    register: 'Amtsgericht Musterstadt HRB 1',
    compliesWithUnionLaw: true,
  },
  harbour: {
    part: 'trader',
    status: 'trader',
    name: 'Harbour Games Pte. Ltd.',
    address: {
      lines: ['1 Example Quay', '#01-01'],
      postalCode: '000001',
      city: 'Singapore',
      region: null,
      country: 'SG',
    },
    phone: '+6560000000',
    email: 'legal@harbour.example',
    register: 'ACRA 000000001A',
    compliesWithUnionLaw: true,
  },
} satisfies Partial<Record<DemoPublisher, PublisherStatement>>;
