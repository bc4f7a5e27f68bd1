import type { Item } from '../../item/item';
import type { Action } from '../../rules/action';
import type { Deal } from '../../rules/credential';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import type { Decision } from '../decision';
import { buildSnapshot } from '../snapshot/build-snapshot';
import {
  credential,
  deal,
  item,
  items,
  phone,
  prohibition,
  requirement,
  rows,
  scope,
  utc,
} from './factories';

const CELLULAR = ['2G', '3G', '4G'];
const qualcommPhone = phone({
  id: 'mi-6',
  attributes: { 'chipset.vendor': 'qualcomm', standards: CELLULAR },
});
const mediatekPhone = phone({
  id: 'redmi-mtk',
  attributes: { 'chipset.vendor': 'mediatek', standards: CELLULAR },
});
const unknownPhone = phone({ id: 'unknown', attributes: {} });
const camera = item({
  id: 'camera',
  kind: 'device',
  category: 'device/smart-home/camera',
  attributes: { standards: ['WIFI'] },
});
const connectedMeter = item({
  id: 'meter',
  kind: 'device',
  category: 'device/smart-home/meter',
  attributes: { standards: ['4G'] },
});

function ask(rules: RuleRows, asked: Item, market: string, at: string, action: Action = 'acquire'): Decision {
  return decide(buildSnapshot(rules), {
    item: asked,
    market,
    action,
    at: utc(at),
    entitlement: { status: 'active' },
  });
}

describe('the Indian court order of 2014 and its exception for one chipset vendor', () => {
  const rules = rows({
    prohibitions: [
      prohibition({
        id: 'delhi-2014',
        items: items({ categories: ['device/phone'] }),
        markets: scope('IN'),
        valid: { from: utc('2014-12-08'), until: null },
        exemptingCredentialType: 'court-permission.delhi',
        legalBasis: 'Interim injunction of 2014-12-08',
        authority: { name: 'High Court of Delhi', url: null },
      }),
    ],
    deals: [deal({ id: 'permission', kind: 'court-permission', counterparty: 'High Court of Delhi' })],
    credentials: [
      credential({
        id: 'carve-out',
        type: 'court-permission.delhi',
        dealId: 'permission',
        items: items({
          categories: ['device/phone'],
          where: { op: 'eq', attribute: 'chipset.vendor', value: 'qualcomm' },
        }),
        markets: scope('IN'),
        valid: { from: utc('2014-12-16'), until: utc('2015-01-08') },
        conditions: ['A deposit of Rs 100 for each unit sold'],
      }),
    ],
  });

  it('stops every phone in India, and nowhere else', () => {
    expect(ask(rules, qualcommPhone, 'IN', '2014-12-07').allowed).toBe(true);
    expect(ask(rules, qualcommPhone, 'IN', '2014-12-10')).toMatchObject({
      allowed: false,
      state: 'blocked',
      reasons: [
        { code: 'LEGAL.COURT_INJUNCTION', ruleId: 'delhi-2014', authority: { name: 'High Court of Delhi' } },
      ],
      nextChange: { at: utc('2014-12-16'), allowed: true, why: [{ what: 'credential', id: 'carve-out' }] },
    });
    expect(ask(rules, qualcommPhone, 'CN', '2014-12-10').allowed).toBe(true);
    expect(ask(rules, camera, 'IN', '2014-12-10').allowed).toBe(true);
  });

  it('lets phones with the named chipset go on until the permission ends', () => {
    expect(ask(rules, qualcommPhone, 'IN', '2014-12-20')).toMatchObject({
      allowed: true,
      nextChange: { at: utc('2015-01-08'), allowed: false },
    });
    expect(ask(rules, qualcommPhone, 'IN', '2015-01-08').allowed).toBe(false);
    expect(ask(rules, mediatekPhone, 'IN', '2014-12-20').allowed).toBe(false);
  });

  it('keeps a phone whose chipset nobody recorded under the order', () => {
    expect(ask(rules, unknownPhone, 'IN', '2014-12-20').allowed).toBe(false);
  });

  it('names lifting the order and getting a permission as the two ways out', () => {
    expect(ask(rules, mediatekPhone, 'IN', '2014-12-20').unlock).toEqual([
      [{ do: 'lift-prohibition', prohibitionId: 'delhi-2014', visibility: 'public' }],
      [
        {
          do: 'verify-credential',
          credentialType: 'court-permission.delhi',
          itemId: 'redmi-mtk',
          market: 'IN',
          standards: [],
          visibility: 'public',
        },
      ],
    ]);
  });
});

describe('the business agreement with Nokia, read in three ways', () => {
  const sepRequirement = (licensor: string) =>
    requirement({
      id: `sep-${licensor}`,
      items: items({ categories: ['device'] }),
      markets: scope('EU + GB + US'),
      actions: ['acquire'],
      anyOf: [[`patent-licence.${licensor}`]],
      standards: CELLULAR,
      missingCode: 'IP.LICENCE_MISSING',
    });
  const nokia = (kind: Deal['kind'], categories: string[], licensors = ['nokia']): RuleRows =>
    rows({
      requirements: licensors.map(sepRequirement),
      deals: [
        deal({
          id: 'nokia-2017',
          kind,
          counterparty: 'Nokia',
          valid: { from: utc('2017-07-05'), until: null },
        }),
      ],
      credentials: [
        credential({
          id: 'nokia-licence',
          type: 'patent-licence.nokia',
          dealId: 'nokia-2017',
          items: items({ categories }),
          standards: CELLULAR,
        }),
      ],
    });
  const opened = (rules: RuleRows): string[] =>
    [qualcommPhone, connectedMeter, camera]
      .filter((one) => ask(rules, one, 'DE', '2017-08-01').allowed)
      .map(({ id }) => id);

  it('opens phones and connected devices if it covers both', () => {
    expect(opened(nokia('cross-licence', ['device/phone', 'device/smart-home']))).toEqual([
      'mi-6',
      'meter',
      'camera',
    ]);
  });

  it('opens no phone if it covers the smart home only', () => {
    const rules = nokia('cross-licence', ['device/smart-home']);
    expect(opened(rules)).toEqual(['meter', 'camera']);
    expect(ask(rules, qualcommPhone, 'DE', '2017-08-01').reasons).toMatchObject([
      { code: 'IP.LICENCE_CATEGORY_NOT_COVERED', ruleId: 'sep-nokia', credentialId: 'nokia-licence' },
    ]);
  });

  it('opens nothing if it covers infrastructure only; what uses no cellular standard never needed it', () => {
    expect(opened(nokia('cross-licence', ['device/infrastructure']))).toEqual(['camera']);
  });

  it('counts from the day of the deal', () => {
    const rules = nokia('cross-licence', ['device/phone']);
    expect(ask(rules, qualcommPhone, 'DE', '2017-07-04')).toMatchObject({
      allowed: false,
      reasons: [{ code: 'IP.LICENCE_NOT_YET_VALID' }],
      nextChange: { at: utc('2017-07-05'), allowed: true },
    });
  });

  it('says nothing about another licensor', () => {
    const rules = nokia('cross-licence', ['device/phone'], ['nokia', 'ericsson']);
    expect(ask(rules, qualcommPhone, 'DE', '2017-08-01').reasons).toMatchObject([
      { code: 'IP.LICENCE_MISSING', ruleId: 'sep-ericsson', credentialId: null },
    ]);
  });

  it('unlocks nothing where patents were bought and not licensed', () => {
    const rules = nokia('assignment', ['device']);
    expect(opened(rules)).toEqual(['camera']);
    expect(ask(rules, qualcommPhone, 'DE', '2017-08-01').reasons).toMatchObject([
      { code: 'IP.LICENCE_MISSING' },
    ]);
  });

  it('covers a standard only if it names it', () => {
    const licence = credential({ type: 'patent-licence.nokia', standards: ['2G', '3G'] });
    const rules = rows({ requirements: [sepRequirement('nokia')], credentials: [licence] });
    expect(ask(rules, qualcommPhone, 'DE', '2017-08-01').reasons).toMatchObject([
      { code: 'IP.LICENCE_STANDARD_NOT_COVERED' },
    ]);
    expect(ask(rules, phone({ attributes: { standards: ['2G', 'WIFI'] } }), 'DE', '2017-08-01').allowed).toBe(
      true,
    );
  });
});

describe('a licence that lapses while updates go on (Germany, 2022)', () => {
  const rules = rows({
    requirements: [
      requirement({
        id: 'sep',
        items: items({ categories: ['device/phone'] }),
        markets: scope('DE'),
        actions: ['acquire'],
        anyOf: [['patent-licence']],
        missingCode: 'IP.LICENCE_MISSING',
      }),
    ],
    credentials: [credential({ type: 'patent-licence', valid: { from: null, until: utc('2022-08-05') } })],
  });

  it('stops sales on the day, in that market and category, and says so in advance', () => {
    expect(ask(rules, qualcommPhone, 'DE', '2022-08-04')).toMatchObject({
      allowed: true,
      nextChange: { at: utc('2022-08-05'), allowed: false, why: [{ what: 'credential', id: 'credential' }] },
    });
    expect(ask(rules, qualcommPhone, 'DE', '2022-08-05')).toMatchObject({
      allowed: false,
      state: 'not-offered',
      reasons: [{ code: 'IP.LICENCE_EXPIRED' }],
    });
    expect(ask(rules, camera, 'DE', '2022-08-05').allowed).toBe(true);
    expect(ask(rules, qualcommPhone, 'FR', '2022-08-05').allowed).toBe(true);
  });

  it('leaves the page, updates, downloads and renewals alone', () => {
    for (const action of ['list', 'redownload', 'update', 'renew'] as const) {
      expect(ask(rules, qualcommPhone, 'DE', '2022-08-05', action).allowed).toBe(true);
    }
  });
});

describe('the Indian order of 2020 against 59 apps', () => {
  const blocked = (retention: 'full' | 'update-only' | 'freeze' | 'revoke') =>
    rows({
      prohibitions: [prohibition({ type: 'government-block-order', markets: scope('IN'), retention })],
    });
  const kept = (rules: RuleRows): Action[] =>
    (['list', 'acquire', 'redownload', 'update', 'renew'] as const).filter(
      (action) => ask(rules, item(), 'IN', '2020-07-01', action).allowed,
    );

  it('takes from those who have the app what the order says', () => {
    expect(kept(blocked('full'))).toEqual(['redownload', 'update', 'renew']);
    expect(kept(blocked('update-only'))).toEqual(['update']);
    expect(kept(blocked('freeze'))).toEqual([]);
    expect(kept(blocked('revoke'))).toEqual([]);
  });
});
