import type { Random } from './random';

/** As much of JSON Schema as the OpenAPI document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  default?: unknown;
}

/** Values that break careless code. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  "'; DROP TABLE app; --",
  '%',
  '%00',
  '../../etc/passwd',
  '<script>',
  '${7*7}',
  'x'.repeat(10_000),
  '\u202eabc',
  'ﷺ',
  '🏳️‍🌈',
  'null',
  'NaN',
  '1e400',
  '-0',
  '0x10',
  '99999999999999999999',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'WORLD - - EU',
  '(((((',
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 31) - 1,
  1e308,
  [],
  {},
  [[]],
  { a: { b: { c: {} } } },
  ['x'],
  [null],
  { __proto__: null },
  { constructor: 1 },
];

/** Sensible values by what a field is called, so that requests get past the first check. */
const BY_NAME: Record<string, readonly unknown[]> = {
  market: ['DE', 'US', 'FR', 'XX', 'US-NV'],
  marketCode: ['DE', 'US', 'FR', 'XX'],
  locale: ['en', 'de-DE', 'zh-Hans-CN'],
  email: ['a@example.com', 'not an address'],
  currency: ['EUR', 'USD', 'JPY', 'ZZZ'],
  expression: ['WORLD', 'WORLD - US', 'EU + CH', 'NOWHERE'],
  markets: ['WORLD', 'DE + FR'],
  action: ['list', 'acquire', 'update'],
  category: ['app/tools', 'device/phone', 'nowhere'],
  packageName: ['org.example.app', 'x'],
  cursor: ['W10', 'WyJhIl0', 'WyIyMDI2LTExLTIzVDEwOjAwOjAwLjAwMFoiLCJ4Il0', '!!'],
  at: ['2026-11-23T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'],
};

/** Draws values for schemas: mostly fitting, sometimes hostile. */
export class SchemaValues {
  constructor(
    private readonly random: Random,
    private readonly definitions: Record<string, Schema>,
    /** Values that fit by a field's name, e.g. ids of things that exist. */
    private readonly known: Record<string, readonly unknown[]>,
  ) {}

  draw(schema: Schema | undefined, name = '', depth = 0): unknown {
    if (this.random.chance(0.08) || schema === undefined || depth > 6) return this.hostile();
    const known = this.known[name] ?? BY_NAME[name];
    if (known !== undefined && this.random.chance(0.8)) return this.random.pick(known);
    return this.fitting(schema, name, depth);
  }

  hostile(): unknown {
    return this.random.pick(HOSTILE);
  }

  private fitting(schema: Schema, name: string, depth: number): unknown {
    if (schema.$ref !== undefined)
      return this.draw(this.definitions[schema.$ref.split('/').at(-1) ?? ''], name, depth + 1);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.random.pick(schema.enum);
    const union = schema.anyOf ?? schema.oneOf;
    if (union !== undefined && union.length > 0) return this.draw(this.random.pick(union), name, depth + 1);
    if (schema.allOf !== undefined)
      return Object.assign({}, ...schema.allOf.map((part) => this.draw(part, name, depth + 1)));
    const type = Array.isArray(schema.type) ? this.random.pick(schema.type) : schema.type;
    switch (type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return Array.from({ length: this.random.pick([0, 1, 1, 2, 3, schema.minItems ?? 1]) }, () =>
          this.draw(schema.items, name, depth + 1),
        );
      case 'integer':
      case 'number':
        return this.random.pick([
          schema.minimum ?? 0,
          schema.maximum ?? 1_000,
          (schema.minimum ?? 0) + 1,
          20,
          (schema.maximum ?? 100) + 1,
        ]);
      case 'boolean':
        return this.random.chance(0.5);
      case 'null':
        return null;
      case 'string':
        return this.text(schema);
      default:
        return this.hostile();
    }
  }

  private object(schema: Schema, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(key) ?? false;
      if (this.random.chance(isRequired ? 0.97 : 0.5)) result[key] = this.draw(property, key, depth + 1);
    }
    if (typeof schema.additionalProperties === 'object')
      result.extra = this.draw(schema.additionalProperties, 'extra', depth + 1);
    if (this.random.chance(0.02)) result.unexpected = this.hostile();
    return result;
  }

  private text(schema: Schema): string {
    if (schema.format === 'date-time') return '2026-11-23T10:00:00Z';
    if (schema.format === 'email') return `p${this.random.below(1_000)}@example.com`;
    if (schema.pattern?.includes('[0-9a-f]{8}') === true) return '01a2083d-f747-745d-b06f-33dd57211cbb';
    const length = this.random.pick([
      schema.minLength ?? 1,
      (schema.minLength ?? 1) + 5,
      Math.min(schema.maxLength ?? 20, 5_000),
    ]);
    return 'abc-def ghi'.repeat(Math.ceil(length / 11)).slice(0, length);
  }
}
