/** A property of a shape, as discovery documents write it. */
export type Property = Record<string, unknown>;

export const text: Property = { type: 'string' };
export const flag: Property = { type: 'boolean' };
export const int32: Property = { type: 'integer', format: 'int32' };
export const listOf = (items: Property): Property => ({ type: 'array', items });
export const mapOf = (values: Property): Property => ({ type: 'object', additionalProperties: values });
export const ref = (name: string): Property => ({ $ref: name });
