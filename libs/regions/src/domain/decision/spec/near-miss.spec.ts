import type { Item } from '../../item/item';
import type { Credential } from '../../rules/credential';
import type { Requirement } from '../../rules/requirement';
import { decide } from '../decide';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { credential, deal, items as about, phone, requirement, rows, scope } from './factories';

const AT = 1_000;
const OVER = { from: null, until: AT };
const LATER = { from: AT + 1, until: null };
const asked = phone({ attributes: { standards: ['5G', '4G'], 'chipset.vendor': 'mediatek' } });
const qualcomm = { op: 'eq', attribute: 'chipset.vendor', value: 'qualcomm' } as const;

/** Code and credential of the one reason that there is, whatever the order of the papers. */
function reason(
  needs: Partial<Requirement>,
  papers: readonly Partial<Credential>[],
  one: Item = asked,
): [string | undefined, string | null | undefined] {
  const credentials = papers.map((part, number) => credential({ id: `c${number}`, ...part }));
  const [told, turned] = [credentials, [...credentials].reverse()].map((list) => {
    const rules = buildSnapshot(
      rows({
        requirements: [requirement(needs)],
        credentials: list,
        deals: [deal({ id: 'assignment', kind: 'assignment' })],
      }),
    );
    const { reasons } = decide(rules, { item: one, market: 'DE', action: 'acquire', at: AT });
    return reasons.map(({ code, credentialId }) => [code, credentialId] as const);
  });
  expect(turned).toEqual(told);
  expect(told).toHaveLength(1);
  return [told?.[0]?.[0], told?.[0]?.[1]];
}

/** One fault each, the lesser first, with what families say of it. */
const FAULTS: [string, Partial<Credential>, string | null, string | null][] = [
  ['expired', { valid: OVER }, 'IP.LICENCE_EXPIRED', 'CERT.EXPIRED'],
  ['not yet valid', { valid: LATER }, 'IP.LICENCE_NOT_YET_VALID', null],
  ['suspended', { status: 'suspended' }, 'IP.LICENCE_SUSPENDED', 'CERT.SUSPENDED'],
  ['revoked', { status: 'revoked' }, 'IP.LICENCE_REVOKED', 'CERT.REVOKED'],
  ['refused', { status: 'rejected' }, null, 'CERT.UNVERIFIED'],
  ['unverified', { status: 'submitted' }, null, 'CERT.UNVERIFIED'],
  ['for another component', { items: about({ where: qualcomm }) }, 'IP.COMPONENT_NOT_LICENSED', null],
  ['for another standard', { standards: ['3G', '4G'] }, 'IP.LICENCE_STANDARD_NOT_COVERED', null],
  ['for another market', { markets: scope('FR') }, 'IP.LICENCE_TERRITORY_NOT_COVERED', null],
  [
    'for another category',
    { items: about({ categories: ['device/vr'] }) },
    'IP.LICENCE_CATEGORY_NOT_COVERED',
    null,
  ],
];
const LICENCE = { missingCode: 'IP.LICENCE_MISSING', standards: ['5G', '4G'] } as const;
const CERTIFICATE = { missingCode: 'CERT.MISSING', standards: ['5G', '4G'] } as const;

describe('what the nearest paper lacks', () => {
  it.each(FAULTS)('is said of one that is %s in the words of its family', (_, part, licence, certificate) => {
    expect(reason(LICENCE, [part])).toEqual(
      licence === null ? ['IP.LICENCE_MISSING', null] : [licence, 'c0'],
    );
    expect(reason(CERTIFICATE, [part])).toEqual(
      certificate === null ? ['CERT.MISSING', null] : [certificate, 'c0'],
    );
    expect(reason({ ...LICENCE, missingCode: 'PUBLISHER.TRADER_STATUS_MISSING' }, [part])).toEqual([
      'PUBLISHER.TRADER_STATUS_MISSING',
      null,
    ]);
  });

  it('is the lesser of two faults, and one rather than two', () => {
    FAULTS.slice(0, -1).forEach(([, lesser, code], number) => {
      const [, part] = FAULTS[number + 1] ?? [];
      const expected = code === null ? ['IP.LICENCE_MISSING', null] : [code, 'c1'];
      expect(reason(LICENCE, [part ?? {}, lesser])).toEqual(expected);
    });
    expect(
      reason(LICENCE, [{ valid: OVER, markets: scope('FR') }, { items: about({ kinds: ['app'] }) }]),
    ).toEqual(['IP.LICENCE_CATEGORY_NOT_COVERED', 'c1']);
    // Of two faults of one paper the lesser gives its name.
    expect(reason(LICENCE, [{ markets: scope('FR'), status: 'revoked' }])[0]).toBe('IP.LICENCE_REVOKED');
  });

  it.each<[Credential['status'], string]>([
    ['draft', 'CERT.UNVERIFIED'],
    ['submitted', 'CERT.UNVERIFIED'],
    ['rejected', 'CERT.UNVERIFIED'],
    ['suspended', 'CERT.SUSPENDED'],
    ['revoked', 'CERT.REVOKED'],
    ['lapsed', 'CERT.EXPIRED'],
  ])('is its standing: %s', (status, code) => {
    expect(reason(CERTIFICATE, [{ status }])).toEqual([code, 'c0']);
  });

  it('is nothing that the item does not use', () => {
    const simple = phone({ attributes: { standards: ['4G'] } });
    expect(reason(LICENCE, [{ standards: ['4G'], valid: OVER }], simple)).toEqual([
      'IP.LICENCE_EXPIRED',
      'c0',
    ]);
    expect(reason(LICENCE, [{ standards: null, valid: OVER }])).toEqual(['IP.LICENCE_EXPIRED', 'c0']);
  });

  it('is looked for among the papers that are still asked for alone', () => {
    const both = { ...LICENCE, anyOf: [['a', 'b']] };
    const old = { type: 'a', valid: OVER };
    expect(reason(both, [old, { type: 'a' }])).toEqual(['IP.LICENCE_MISSING', null]);
    expect(reason(both, [old, { type: 'a' }, { type: 'b', markets: scope('FR') }])).toEqual([
      'IP.LICENCE_TERRITORY_NOT_COVERED',
      'c2',
    ]);
    expect(
      reason({ ...LICENCE, anyOf: [['a'], ['b']] }, [
        { type: 'b', valid: OVER },
        { type: 'c', valid: OVER },
      ]),
    ).toEqual(['IP.LICENCE_EXPIRED', 'c0']);
  });

  it('is not looked for in an assignment, which never was a paper', () => {
    const assigned = { dealId: 'assignment' };
    expect(reason(LICENCE, [assigned])).toEqual(['IP.LICENCE_MISSING', null]);
    expect(reason(LICENCE, [assigned, { markets: scope('FR') }])).toEqual([
      'IP.LICENCE_TERRITORY_NOT_COVERED',
      'c1',
    ]);
  });

  it('is said to be refused of ratings alone', () => {
    const refused = [{ status: 'rejected' as const }];
    expect(reason({ missingCode: 'CONTENT.RATING_MISSING' }, refused)).toEqual([
      'CONTENT.RATING_REFUSED',
      'c0',
    ]);
    expect(reason({ missingCode: 'CONTENT.RATING_MISSING' }, [{ status: 'revoked' }])).toEqual([
      'CONTENT.RATING_MISSING',
      null,
    ]);
  });
});
