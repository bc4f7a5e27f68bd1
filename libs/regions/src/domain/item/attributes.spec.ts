import { item } from '../decision/spec/factories';
import { attributeOf, ATTRIBUTE_TYPES, attributeType, checkAttributes } from './attributes';
import { evaluatePredicate } from './evaluate-predicate';
import type { Predicate } from './predicate';

describe('attributes', () => {
  it.each<[string, unknown]>([
    ['chipset.vendor', 'x'.repeat(200)],
    ['bands', ['n78', 'n1']],
    ['bands', []],
    ['standards', Array.from({ length: 200 }, () => '4G')],
    ['battery.wattHours', 0],
    ['gambling', false],
    ['rating.iarc', 18],
    ['rating.usk-12', 12],
    [`rating.${'a'.repeat(53)}`, 1],
  ])('%s may be %j', (name, value) => {
    expect(() => checkAttributes({ gambling: true, [name]: value })).not.toThrow();
  });

  it.each<[string, unknown, string]>([
    ['bands', ['n78', 1], 'Attribute bands must be a text-list within its limits.'],
    ['bands', ['x'.repeat(201)], 'Attribute bands must be a text-list within its limits.'],
    ['standards', Array.from({ length: 201 }, () => '4G'), 'Attribute standards must be a text-list'],
    ['battery.wattHours', '5', 'Attribute battery.wattHours must be a number'],
    ['gambling', 1, 'Attribute gambling must be a boolean'],
    ['chargePort', 5, 'Attribute chargePort must be a text'],
    ['chargePort', ['usb-c'], 'Attribute chargePort must be a text'],
    ['bands', [['n78']], 'Attribute bands must be a text-list within its limits.'],
    ['price.free', true, '"price.free" is no attribute that can be set.'],
    ['rating.', 1, '"rating." is no attribute'],
    ['rating.IARC', 1, '"rating.IARC" is no attribute'],
    ['rating.a-', 1, '"rating.a-" is no attribute'],
    ['xrating.a', 1, '"xrating.a" is no attribute'],
    ['rating.a.b', 1, '"rating.a.b" is no attribute'],
    [`rating.${'a'.repeat(54)}`, 1, `"rating.${'a'.repeat(53)}" is no attribute`],
    ['toString', 'x', '"toString" is no attribute'],
  ])('%s may not be %j', (name, value, detail) => {
    expect(() => checkAttributes({ encryption: true, [name]: value })).toThrow(
      expect.objectContaining({
        code: 'invalid-attribute',
        detail: expect.stringContaining(detail) as string,
      }) as Error,
    );
  });

  it('have the types that rules compare with', () => {
    const ofType = (type: string) =>
      Object.keys(ATTRIBUTE_TYPES).filter((name) => attributeType(name) === type);
    expect(ofType('text')).toEqual([
      'chipset.vendor',
      'chipset.model',
      'chargePort',
      'content.sexual',
      'content.violence',
    ]);
    expect(ofType('text-list')).toEqual(['bands', 'standards']);
    expect(ofType('number')).toEqual([
      'battery.wattHours',
      'radio.maxPowerMilliwatts',
      'imeiSlots',
      'localContentPercent',
    ]);
    expect(ofType('boolean')).toEqual([
      'gambling',
      'encryption',
      'advertising',
      'purchases.inApp',
      'data.collectsLocation',
      'content.userGenerated',
      'price.free',
    ]);
    expect(attributeType('rating.pegi')).toBe('number');
    expect(attributeType('colour')).toBeNull();
  });

  it('are not known unless they were said, whatever objects inherit', () => {
    expect(attributeOf(item({ attributes: { bands: ['n78'] } }), 'bands')).toEqual(['n78']);
    expect(attributeOf(item(), 'bands')).toBeUndefined();
    expect(attributeOf(item(), 'toString')).toBeUndefined();
    expect(attributeOf(item({ facts: { free: null } }), 'price.free')).toBeUndefined();
    expect(attributeOf(item({ facts: { free: false } }), 'price.free')).toBe(false);
  });
});

describe('comparisons', () => {
  const asked = item({
    attributes: { 'rating.iarc': 16, 'chipset.vendor': 'mediatek', standards: ['4G', '5G'], gambling: false },
  });
  const rating = (op: 'lt' | 'lte' | 'gt' | 'gte') =>
    [15, 16, 17].map((value) => evaluatePredicate({ op, attribute: 'rating.iarc', value }, asked));

  it('of numbers meet at their bounds', () => {
    expect(rating('lt')).toEqual([false, false, true]);
    expect(rating('lte')).toEqual([false, true, true]);
    expect(rating('gt')).toEqual([true, false, false]);
    expect(rating('gte')).toEqual([true, true, false]);
  });

  it.each<[Predicate, boolean | 'unknown']>([
    [{ op: 'eq', attribute: 'rating.iarc', value: 16 }, true],
    [{ op: 'eq', attribute: 'rating.iarc', value: 17 }, false],
    [{ op: 'eq', attribute: 'gambling', value: false }, true],
    [{ op: 'in', attribute: 'chipset.vendor', values: ['qualcomm', 'mediatek'] }, true],
    [{ op: 'in', attribute: 'chipset.vendor', values: ['qualcomm'] }, false],
    [{ op: 'contains', attribute: 'standards', value: '5G' }, true],
    [{ op: 'contains', attribute: 'standards', value: '3G' }, false],
    // An attribute whose type differs from the rule's says nothing about it.
    [{ op: 'contains', attribute: 'chipset.vendor', value: 'mediatek' }, 'unknown'],
    [{ op: 'eq', attribute: 'standards', value: '5G' }, 'unknown'],
    [{ op: 'in', attribute: 'standards', values: ['5G'] }, 'unknown'],
    [{ op: 'gt', attribute: 'chipset.vendor', value: 1 }, 'unknown'],
  ])('%j is %p', (predicate, expected) => {
    expect(evaluatePredicate(predicate, asked)).toBe(expected);
  });

  it('of several parts are settled by one, or left open by one that is not known', () => {
    const yes: Predicate = { op: 'eq', attribute: 'gambling', value: false };
    const no: Predicate = { op: 'not', of: yes };
    const open: Predicate = { op: 'eq', attribute: 'encryption', value: true };
    const all = (...of: Predicate[]) => evaluatePredicate({ op: 'and', of }, asked);
    const any = (...of: Predicate[]) => evaluatePredicate({ op: 'or', of }, asked);
    expect([all(yes, yes), all(yes, open), all(open, no), all(no, open)]).toEqual([
      true,
      'unknown',
      false,
      false,
    ]);
    expect([any(no, no), any(no, open), any(open, yes), any(yes, open)]).toEqual([
      false,
      'unknown',
      true,
      true,
    ]);
  });
});
