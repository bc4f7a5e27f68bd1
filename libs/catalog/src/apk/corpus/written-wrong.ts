import { manifestElement } from '../writing/apk-writer';
import { chunk, u16, u32, writeBinaryXml } from '../writing/binary-xml-writer';
import type { EntryToWrite } from '../writing/zip-writer';
import { entry } from './corpus-case';

const NONE = 0xffffffff;
const UTF8 = 0x100;

/** A string pool of the given offsets into the given bytes, which need not fit together. */
export function rawPool(
  offsets: number[],
  data: Buffer,
  over: { count?: number; flags?: number } = {},
): Buffer {
  const header = [over.count ?? offsets.length, 0, over.flags ?? 0, 28 + offsets.length * 4, 0];
  return chunk(0x0001, Buffer.concat(header.map(u32)), [...offsets.map(u32), data]);
}

/** A pool of one UTF-8 string with these bytes. */
export function utf8Pool(bytes: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from([bytes.length, bytes.length]), bytes, Buffer.from([0])]);
  return rawPool([0], data, { flags: UTF8 });
}

/** AndroidManifest.xml of a pool and of elements that are named by the given strings of it. */
export function rawManifest(pool: Buffer, names: number[]): EntryToWrite {
  const line = Buffer.concat([u32(1), u32(NONE)]);
  const nodes = names.flatMap((name) => {
    const id = [u32(NONE), u32(name)];
    return [
      chunk(0x0102, line, [...id, u16(20), u16(20), u16(0), u16(0), u16(0), u16(0)]),
      chunk(0x0103, line, id),
    ];
  });
  const id = [u32(NONE), u32(0)];
  return {
    name: 'AndroidManifest.xml',
    content: chunk(0x0003, Buffer.alloc(0), [
      pool,
      chunk(0x0102, line, [...id, u16(20), u16(20), u16(0), u16(0), u16(0), u16(0)]),
      ...nodes,
      chunk(0x0103, line, id),
    ]),
  };
}

/** A sound manifest with a 32-bit number changed. */
export function patchedManifest(at: number, value: number): EntryToWrite {
  const content = Buffer.from(writeBinaryXml(manifestElement({})));
  content.writeUInt32LE(value, at);
  return { name: 'AndroidManifest.xml', content };
}

/** A resource table with another string pool than its own. */
export function withPool(table: Buffer, pool: Buffer): Buffer {
  const old = table.readUInt32LE(12 + 4);
  return chunk(0x0002, u32(1), [pool, table.subarray(12 + old)]);
}

/** A table with the number at an offset of its first type chunk changed. */
export function patchedTable(table: Buffer, at: number, value: number): Buffer {
  const bytes = Buffer.from(table);
  const packageAt = 12 + bytes.readUInt32LE(16);
  const typeAt = packageAt + bytes.readUInt16LE(packageAt + 2);
  bytes.writeUInt32LE(value, typeAt + at);
  return bytes;
}

export const resources = (content: Buffer): EntryToWrite => entry({ name: 'resources.arsc', content });

/** The beginning of a PNG that claims to be so wide and high. */
export function pngHeader(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('89504e470d0a1a0a0000000d49484452', 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** The beginning of an extended WebP that claims to be so wide and high. */
export function webpHeader(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('RIFF\0\0\0\0WEBPVP8X', 'latin1');
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}
