import { DomainError } from '@portolan/platform';
import fc from 'fast-check';
import { cases } from '../decision/spec/cases';
import { item } from '../decision/spec/factories';
import { checkAttributes } from './attributes';
import { evaluatePredicate } from './evaluate-predicate';
import { parsePredicate } from './parse-predicate';
import type { Predicate } from './predicate';
import { printPredicate } from './print-predicate';

const vendor = { op: 'eq', attribute: 'chipset.vendor', value: 'qualcomm' } as const;
const band = { op: 'contains', attribute: 'bands', value: 'n78' } as const;
const adult = { op: 'gte', attribute: 'rating.pegi', value: 18 } as const;
const nested = (depth: number): unknown => (depth === 1 ? vendor : { op: 'not', of: nested(depth - 1) });

function fault(json: unknown): Record<string, unknown> {
  try {
    parsePredicate(json);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.extra };
    throw error;
  }
  return {};
}

describe('reading a predicate', () => {
  it('gives back what it is given', () => {
    const whole: Predicate = { op: 'and', of: [vendor, { op: 'not', of: { op: 'or', of: [band, adult] } }] };
    expect(parsePredicate(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
    expect(printPredicate(whole)).toBe(
      'chipset.vendor = "qualcomm" and not (bands contains "n78" or rating.pegi >= 18)',
    );
  });

  it('reads back what it has read, however it is nested, and prints no two apart that are equal', () => {
    const leaf = fc.oneof(
      fc.constantFrom<Predicate>(vendor, band, adult, { op: 'eq', attribute: 'gambling', value: true }),
      fc.record({
        op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
        attribute: fc.constantFrom('imeiSlots', 'battery.wattHours'),
        value: fc
          .double({ noNaN: true, noDefaultInfinity: true })
          .map((value) => (Object.is(value, -0) ? 0 : value)),
      }),
      fc.record({
        op: fc.constant('in' as const),
        attribute: fc.constant('chipset.model'),
        values: fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 5 }),
      }),
    );
    const tree = (depth: number): fc.Arbitrary<Predicate> =>
      depth === 1
        ? leaf
        : fc.oneof(
            leaf,
            fc.record({
              op: fc.constantFrom('and' as const, 'or' as const),
              of: fc.array(tree(depth - 1), { minLength: 1, maxLength: 3 }),
            }),
            fc.record({ op: fc.constant('not' as const), of: tree(depth - 1) }),
          );
    fc.assert(
      fc.property(tree(4), (predicate) => {
        const json = JSON.stringify(predicate);
        fc.pre(Buffer.byteLength(json) <= 4_096);
        const read = parsePredicate(JSON.parse(json));
        expect(read).toEqual(predicate);
        expect(printPredicate(parsePredicate(JSON.parse(JSON.stringify(read))))).toBe(
          printPredicate(predicate),
        );
      }),
      { numRuns: cases(500) },
    );
  });

  it('puts brackets where they are needed', () => {
    const text = printPredicate({
      op: 'and',
      of: [
        { op: 'or', of: [vendor, adult] },
        { op: 'in', attribute: 'chargePort', values: ['usb-c'] },
      ],
    });
    expect(text).toBe('(chipset.vendor = "qualcomm" or rating.pegi >= 18) and chargePort in ("usb-c")');
  });

  it.each([
    [null, '', 'an object with "op"', 'null'],
    [{ op: 'matches', attribute: 'bands', value: '.*' }, '/op', 'one of eq, in', '"matches"'],
    [
      { op: 'and', of: [vendor, { op: 'eq', attribute: 'colour', value: 'red' }] },
      '/of/1/attribute',
      'a known attribute',
      '"colour"',
    ],
    [{ op: 'eq', attribute: '__proto__', value: 'x' }, '/attribute', 'a known attribute', '"__proto__"'],
    [
      { op: 'eq', attribute: 'bands', value: 'n78' },
      '/attribute',
      'an attribute of type text or number or boolean',
      'bands (text-list)',
    ],
    [
      { op: 'lt', attribute: 'gambling', value: 1 },
      '/attribute',
      'an attribute of type number',
      'gambling (boolean)',
    ],
    [{ op: 'eq', attribute: 'gambling', value: 'yes' }, '/value', 'a boolean', '"yes"'],
    [{ op: 'gt', attribute: 'rating.pegi', value: Number.NaN }, '/value', 'a number', 'number NaN'],
    [{ op: 'in', attribute: 'chipset.vendor', values: [] }, '/values', '1 to 200 elements', '0'],
    [{ op: 'or', of: 'all' }, '/of', 'a list', '"all"'],
    [{ ...vendor, priority: 7 }, '/priority', 'only op, attribute, value', 'another member'],
    [nested(6), '/of/of/of/of/of', 'a depth of at most 5', 'one more'],
    [
      {
        op: 'in',
        attribute: 'chipset.vendor',
        values: Array.from({ length: 50 }, (_, n) => `${n}`.padEnd(100, 'x')),
      },
      '',
      'at most 4096 bytes of JSON',
      expect.any(String),
    ],
  ])('says where %j stops making sense', (json, position, expected, found) => {
    expect(fault(json)).toEqual({
      code: 'invalid-predicate',
      position,
      expected: expect.stringContaining(expected) as string,
      found: found as string,
    });
  });

  it.each<[unknown, string, string]>([
    [{ op: 'eq', attribute: 'chargePort', value: 5 }, 'a text of at most 200 characters', 'number 5'],
    [
      { op: 'eq', attribute: 'chargePort', value: 'x'.repeat(201) },
      'a text of at most 200 characters',
      `"${'x'.repeat(60)}"`,
    ],
    [{ op: 'eq', attribute: 'gambling', value: null }, 'a boolean', 'null'],
    [{ op: 'eq', attribute: 'gambling' }, 'a boolean', 'nothing'],
    [{ op: 'lt', attribute: 'rating.pegi', value: [] }, 'a number', 'a list'],
    [{ op: 'lt', attribute: 'rating.pegi', value: {} }, 'a number', 'a value of type object'],
    [{ op: 'gt', attribute: 'rating.pegi', value: true }, 'a number', 'boolean true'],
    [{ op: 'eq', attribute: 'gambling', value: 'x'.repeat(61) }, 'a boolean', `"${'x'.repeat(60)}"`],
    [{ op: 'eq', attribute: 5, value: 5 }, 'a known attribute', 'number 5'],
    [[], 'an object with "op"', 'a list'],
    [{ op: 'or', of: [] }, '1 to 200 elements', '0'],
    [{ op: 'or', of: Array.from({ length: 201 }, () => vendor) }, '1 to 200 elements', '201'],
    [{ op: 'not', of: vendor, also: 1 }, 'only op, of', 'another member'],
    [{ op: 'and', of: [vendor], also: 1 }, 'only op, of', 'another member'],
    [
      { op: 'in', attribute: 'bands', values: ['x'] },
      'an attribute of type text or number or boolean',
      'bands (text-list)',
    ],
    [
      { op: 'contains', attribute: 'gambling', value: 'x' },
      'an attribute of type text-list',
      'gambling (boolean)',
    ],
  ])('says of %j what it expected and what it found', (json, expected, found) => {
    expect(fault(json)).toMatchObject({ code: 'invalid-predicate', expected, found });
  });

  it.each<[Predicate]>([
    [{ op: 'in', attribute: 'gambling', values: [true, false] }],
    [{ op: 'in', attribute: 'rating.pegi', values: [3, 7] }],
    [{ op: 'eq', attribute: 'rating.pegi', value: 3 }],
    [{ op: 'eq', attribute: 'chargePort', value: 'x'.repeat(200) }],
    [{ op: 'lt', attribute: 'rating.pegi', value: 3 }],
    [{ op: 'lte', attribute: 'rating.pegi', value: 3 }],
    [{ op: 'gt', attribute: 'rating.pegi', value: 3 }],
    [{ op: 'in', attribute: 'rating.pegi', values: Array.from({ length: 200 }, (_, n) => n) }],
  ])('takes %j as it is', (predicate) => {
    expect(parsePredicate(JSON.parse(JSON.stringify(predicate)))).toEqual(predicate);
  });

  it('accepts the deepest tree that is allowed', () => {
    expect(parsePredicate(nested(5))).toEqual(nested(5));
    for (const op of ['and', 'or'] as const) {
      const deep = (depth: number): unknown => (depth === 1 ? vendor : { op, of: [deep(depth - 1)] });
      expect(parsePredicate(deep(5))).toEqual(deep(5));
      expect(fault(deep(6))).toMatchObject({ position: '/of/0'.repeat(5), found: 'one more' });
    }
  });

  it('stops at the first part that is more than 4096 bytes can hold', () => {
    const wide = (parts: number) => ({
      op: 'or',
      of: Array.from({ length: parts }, () => ({ op: 'and', of: [null] })),
    });
    expect(fault(wide(200))).toMatchObject({ position: '/of/0/of/0', found: 'null' });
    const many = { op: 'or', of: Array.from({ length: 200 }, () => ({ op: 'or', of: [vendor, vendor] })) };
    expect(fault(many)).toEqual({
      code: 'invalid-predicate',
      position: '/of/170/of/0',
      expected: 'at most 4096 bytes of JSON',
      found: 'more',
    });
  });

  it('never throws anything but a refusal, whatever it is given', () => {
    const hostile = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 6 });
    const lookalike = fc.letrec((tie) => ({
      node: fc.record(
        {
          op: fc.constantFrom('and', 'not', 'eq', 'in', 'x'),
          of: fc.oneof(fc.array(tie('node')), tie('node'), hostile),
          attribute: fc.constantFrom('bands', 'gambling', 1),
          value: hostile,
        },
        { requiredKeys: ['op'] },
      ),
    })).node;
    fc.assert(
      fc.property(fc.oneof(hostile, lookalike), (json) => {
        const result = fault(json);
        expect(result['code'] === undefined || result['code'] === 'invalid-predicate').toBe(true);
      }),
      { numRuns: cases(2_000) },
    );
  });
});

describe('three values', () => {
  const known = item({ attributes: { 'chipset.vendor': 'mediatek', bands: ['n78'] } });
  const nothing = item();
  const truth = (predicate: Predicate, of = nothing) => evaluatePredicate(predicate, of);

  it('does not know what hangs on an unknown attribute', () => {
    expect(truth(vendor)).toBe('unknown');
    expect(truth({ op: 'not', of: vendor })).toBe('unknown');
    expect(truth({ op: 'and', of: [vendor, band] }, item({ attributes: { bands: ['n78'] } }))).toBe(
      'unknown',
    );
  });

  it('knows what does not hang on it', () => {
    expect(truth({ op: 'and', of: [adult, vendor] }, known)).toBe(false);
    expect(truth({ op: 'or', of: [adult, band] }, known)).toBe(true);
    expect(truth({ op: 'not', of: vendor }, known)).toBe(true);
  });

  it('reads price.free from the facts', () => {
    const free = { op: 'eq', attribute: 'price.free', value: true } as const;
    expect([true, false, null].map((value) => truth(free, item({ facts: { free: value } })))).toEqual([
      true,
      false,
      'unknown',
    ]);
  });

  it.each([
    [{ colour: 'red' }],
    [{ 'price.free': true }],
    [{ gambling: 'no' }],
    [{ bands: 'n78' }],
    [{ 'rating.pegi': Number.POSITIVE_INFINITY }],
    [{ 'chipset.vendor': 'x'.repeat(201) }],
    [JSON.parse('{"__proto__": true}') as Record<string, unknown>],
  ])('refuses attributes %j', (attributes) => {
    expect(() => checkAttributes(attributes)).toThrow(
      expect.objectContaining({ code: 'invalid-attribute' }) as Error,
    );
  });
});
