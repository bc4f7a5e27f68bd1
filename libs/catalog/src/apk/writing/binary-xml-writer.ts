import { ATTRIBUTE } from '../manifest/manifest-attributes';

/** A value of an attribute: text, a whole number, a flag, or a reference to a resource. */
export type WrittenValue = string | number | boolean | { reference: number };

/** An element to compile. Names that ATTRIBUTE knows become framework attributes, others plain ones. */
export interface WrittenElement {
  tag: string;
  attributes?: Record<string, WrittenValue>;
  children?: WrittenElement[];
}

const NONE = 0xffffffff;
const FRAMEWORK: Record<string, number> = ATTRIBUTE;

/** Compiles elements to the binary XML that Android packages hold. */
export function writeBinaryXml(root: WrittenElement): Buffer {
  const strings = new Strings();
  const nodes = writeElement(root, strings);
  return chunk(0x0003, Buffer.alloc(0), [strings.pool(), strings.resourceMap(), ...nodes]);
}

/** A string pool in UTF-16, as older build tools write it. */
export function writeStringPool(strings: string[]): Buffer {
  const offsets = Buffer.alloc(strings.length * 4);
  const data: Buffer[] = [];
  let at = 0;
  strings.forEach((text, index) => {
    offsets.writeUInt32LE(at, index * 4);
    const bytes = Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le'), u16(0)]);
    data.push(bytes);
    at += bytes.length;
  });
  const padding = Buffer.alloc((4 - (at % 4)) % 4);
  const header = Buffer.concat([u32(strings.length), u32(0), u32(0), u32(28 + offsets.length), u32(0)]);
  return chunk(0x0001, header, [offsets, ...data, padding]);
}

export function chunk(type: number, header: Buffer, body: Buffer[]): Buffer {
  const size = 8 + header.length + body.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([u16(type), u16(8 + header.length), u32(size), header, ...body]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** Framework attribute names come first, for the resource map goes by their place. */
class Strings {
  private readonly all = Object.keys(FRAMEWORK);

  index(text: string): number {
    const known = this.all.lastIndexOf(text);
    return known >= 0 ? known : this.all.push(text) - 1;
  }

  pool(): Buffer {
    return writeStringPool(this.all);
  }

  resourceMap(): Buffer {
    return chunk(0x0180, Buffer.alloc(0), Object.values(FRAMEWORK).map(u32));
  }
}

function writeElement(element: WrittenElement, strings: Strings): Buffer[] {
  const attributes = Object.entries(element.attributes ?? {});
  const line = Buffer.concat([u32(1), u32(NONE)]);
  const name = [u32(NONE), u32(strings.index(element.tag))];
  const head = [...name, u16(20), u16(20), u16(attributes.length), u16(0), u16(0), u16(0)];
  const body = attributes.map(([key, value]) => writeAttribute(strings.index(key), value, strings));
  return [
    chunk(0x0102, line, [...head, ...body]),
    ...(element.children ?? []).flatMap((child) => writeElement(child, strings)),
    chunk(0x0103, line, name),
  ];
}

function writeAttribute(name: number, value: WrittenValue, strings: Strings): Buffer {
  const [type, data] =
    typeof value === 'string'
      ? [0x03, strings.index(value)]
      : typeof value === 'number'
        ? [0x10, value]
        : typeof value === 'boolean'
          ? [0x12, value ? NONE : 0]
          : [0x01, value.reference];
  const raw = typeof value === 'string' ? data : NONE;
  return Buffer.concat([u32(NONE), u32(name), u32(raw), u16(8), Buffer.from([0, type]), u32(data)]);
}
