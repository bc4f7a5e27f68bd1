import type { ByteCursor } from '../byte-cursor';

/** The data types of a compiled resource value that a manifest can hold. */
export const VALUE_TYPE = {
  null: 0x00,
  reference: 0x01,
  string: 0x03,
  dynamicReference: 0x07,
  decimal: 0x10,
  hexadecimal: 0x11,
  boolean: 0x12,
} as const;

const VALUE_BYTES = 8;

/** A typed value of 32 bits; for strings `data` is an index into the string pool of the file. */
export interface ResValue {
  type: number;
  data: number;
}

export function readResValue(cursor: ByteCursor): ResValue {
  const size = cursor.u16();
  if (size < VALUE_BYTES) throw cursor.broken('has a value that is too short');
  cursor.u8();
  return { type: cursor.u8(), data: cursor.u32() };
}

export function isReference(value: ResValue): boolean {
  return value.type === VALUE_TYPE.reference || value.type === VALUE_TYPE.dynamicReference;
}

/** Whole numbers are stored signed. */
export function asInteger(value: ResValue): number | null {
  return value.type === VALUE_TYPE.decimal || value.type === VALUE_TYPE.hexadecimal ? value.data | 0 : null;
}
