import { chunk, u16, u32, writeStringPool } from './binary-xml-writer';

/** The entries of resource type 1 in one configuration: text, a number, a reference, a bag, or nothing. */
export interface TypeToWrite {
  language?: string;
  region?: string;
  density?: number;
  sdk?: number;
  night?: boolean;
  entries: (string | number | { reference: number } | 'bag' | null)[];
  /** How the index is written; plain offsets unless said. */
  index?: 'plain' | 'short' | 'sparse';
  compact?: boolean;
}

const NO_ENTRY = 0xffffffff;
const CONFIG_BYTES = 64;

/** Compiles a table with one package (0x7f) and one type, so that entry `n` has the id 0x7f01000n. */
export function writeResourceTable(types: TypeToWrite[]): Buffer {
  const strings: string[] = [];
  const parts = types.map((type) => writeType(type, strings));
  const packageHeader = Buffer.concat([u32(0x7f), Buffer.alloc(256), ...[0, 0, 0, 0, 0].map(u32)]);
  return chunk(0x0002, u32(1), [writeStringPool(strings), chunk(0x0200, packageHeader, parts)]);
}

function writeType(type: TypeToWrite, strings: string[]): Buffer {
  const written = type.entries.map((entry) =>
    entry === null ? null : writeEntry(entry, type.compact, strings),
  );
  const { index, body } = writeIndex(written, type.index ?? 'plain');
  const flags = { plain: 0, sparse: 1, short: 2 }[type.index ?? 'plain'];
  const count = type.index === 'sparse' ? written.filter((entry) => entry !== null).length : written.length;
  const start = 8 + 12 + CONFIG_BYTES + index.length;
  const header = Buffer.concat([Buffer.from([1, flags]), u16(0), u32(count), u32(start), writeConfig(type)]);
  return chunk(0x0201, header, [index, body]);
}

function writeIndex(
  entries: (Buffer | null)[],
  kind: 'plain' | 'short' | 'sparse',
): { index: Buffer; body: Buffer } {
  let at = 0;
  const index: Buffer[] = [];
  entries.forEach((entry, id) => {
    if (kind === 'plain') index.push(u32(entry === null ? NO_ENTRY : at));
    if (kind === 'short') index.push(u16(entry === null ? 0xffff : at / 4));
    if (kind === 'sparse' && entry !== null) index.push(u16(id), u16(at / 4));
    at += entry?.length ?? 0;
  });
  if (kind === 'short' && entries.length % 2 === 1) index.push(u16(0));
  return { index: Buffer.concat(index), body: Buffer.concat(entries.filter((entry) => entry !== null)) };
}

function writeEntry(
  entry: string | number | { reference: number },
  compact = false,
  strings: string[],
): Buffer {
  if (entry === 'bag') return Buffer.concat([u16(16), u16(1), u32(0), u32(0), u32(0)]);
  const [type, data] =
    typeof entry === 'string'
      ? [0x03, strings.push(entry) - 1]
      : typeof entry === 'number'
        ? [0x10, entry]
        : [0x01, entry.reference];
  if (compact) return Buffer.concat([u16(0), u16((type << 8) | 8), u32(data)]);
  return Buffer.concat([u16(8), u16(0), u32(0), u16(8), Buffer.from([0, type]), u32(data)]);
}

function writeConfig(type: TypeToWrite): Buffer {
  const config = Buffer.alloc(CONFIG_BYTES);
  config.writeUInt32LE(CONFIG_BYTES, 0);
  config.writeUInt16BE(pack(type.language ?? '', 'a'), 8);
  config.writeUInt16BE(pack(type.region ?? '', '0'), 10);
  config.writeUInt16LE(type.density ?? 0, 14);
  config.writeUInt16LE(type.sdk ?? 0, 24);
  config.writeUInt8(type.night ? 0x20 : 0, 29);
  return config;
}

function pack(code: string, base: string): number {
  if (code.length < 3) return code === '' ? 0 : Buffer.from(code).readUInt16BE(0);
  const [first = 0, second = 0, third = 0] = [...code].map(
    (letter) => letter.charCodeAt(0) - base.charCodeAt(0),
  );
  return 0x8000 | (third << 10) | (second << 5) | first;
}
