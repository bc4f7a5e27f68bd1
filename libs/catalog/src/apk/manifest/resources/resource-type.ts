import { ByteCursor } from '../../byte-cursor';
import type { Chunk } from '../chunk';
import { parseResourceConfig, type ResourceConfig } from './resource-config';
import { readResValue, type ResValue } from '../res-value';

const CODE = 'apk-resources-malformed';
const WHAT = 'resources.arsc';
const CHUNK_HEADER = 8;
const NO_ENTRY = 0xffffffff;
const NO_SHORT_ENTRY = 0xffff;
const SPARSE = 0x01;
const SHORT_OFFSETS = 0x02;
const COMPLEX_ENTRY = 0x0001;
const COMPACT_ENTRY = 0x0008;

/** All entries of one resource type in one configuration. Entries are found when asked for. */
export interface ResourceType {
  id: number;
  config: ResourceConfig;
  value(entry: number): ResValue | null;
}

export function parseResourceType(chunk: Chunk): ResourceType {
  const header = new ByteCursor(chunk.header, CODE, WHAT);
  const id = header.u8();
  const flags = header.u8();
  header.u16();
  const count = header.u32();
  const start = header.u32();
  const configBytes = chunk.header.subarray(chunk.header.length - header.remaining);
  const configSize = header.u32();
  const config = parseResourceConfig(configBytes.subarray(0, Math.max(4, configSize)));
  if (start < chunk.header.length + CHUNK_HEADER || start > chunk.whole.length) {
    throw header.broken('has a type whose entries lie outside it');
  }
  const entries = chunk.whole.subarray(start);
  const index = readIndex(chunk.body, count, flags);
  return {
    id,
    config,
    value: (entry) => {
      const offset = index(entry);
      return offset === null ? null : readEntryValue(entries, offset);
    },
  };
}

/** The offset of an entry, in the three ways in which tables write their index. */
function readIndex(body: Buffer, count: number, flags: number): (entry: number) => number | null {
  const width = (flags & SPARSE) === 0 && (flags & SHORT_OFFSETS) !== 0 ? 2 : 4;
  const index = new ByteCursor(body, CODE, WHAT).take(count * width);
  if ((flags & SPARSE) !== 0) return (entry) => findSparse(index, count, entry);
  return (entry) => {
    if (entry >= count) return null;
    const offset = width === 2 ? index.readUInt16LE(entry * 2) : index.readUInt32LE(entry * 4);
    if (offset === (width === 2 ? NO_SHORT_ENTRY : NO_ENTRY)) return null;
    return width === 2 ? offset * 4 : offset;
  };
}

function findSparse(index: Buffer, count: number, entry: number): number | null {
  for (let at = 0; at < count; at += 1) {
    if (index.readUInt16LE(at * 4) === entry) return index.readUInt16LE(at * 4 + 2) * 4;
  }
  return null;
}

/** Null for a bag (a style, an array), which is no single value. */
function readEntryValue(entries: Buffer, offset: number): ResValue | null {
  const cursor = new ByteCursor(entries.subarray(offset), CODE, WHAT);
  cursor.u16();
  const flags = cursor.u16();
  if ((flags & COMPACT_ENTRY) !== 0) return { type: flags >> 8, data: cursor.u32() };
  if ((flags & COMPLEX_ENTRY) !== 0) return null;
  cursor.u32();
  return readResValue(cursor);
}
