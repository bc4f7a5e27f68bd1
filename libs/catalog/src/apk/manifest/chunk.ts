import type { ApkProblemCode } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';

/** The kinds of chunk in compiled XML and resource tables. */
export const CHUNK = {
  stringPool: 0x0001,
  table: 0x0002,
  xml: 0x0003,
  startElement: 0x0102,
  endElement: 0x0103,
  resourceMap: 0x0180,
  tablePackage: 0x0200,
  tableType: 0x0201,
} as const;

const CHUNK_HEADER = 8;

/** A piece of compiled Android data: a header of a declared size, then a body. */
export interface Chunk {
  type: number;
  /** The header behind the common eight bytes. */
  header: Buffer;
  body: Buffer;
  /** The chunk as a whole, because some offsets count from its start. */
  whole: Buffer;
}

/** Splits memory into the chunks that follow each other in it; they must fill it exactly. */
export function* chunksIn(bytes: Buffer, code: ApkProblemCode, what: string): Generator<Chunk> {
  let at = 0;
  while (at < bytes.length) {
    const cursor = new ByteCursor(bytes.subarray(at), code, what);
    const type = cursor.u16();
    const headerBytes = cursor.u16();
    const size = cursor.u32();
    if (headerBytes < CHUNK_HEADER || headerBytes > size || at + size > bytes.length) {
      throw cursor.broken(`has a chunk of an impossible size at offset ${at}`);
    }
    const whole = bytes.subarray(at, at + size);
    yield {
      type,
      header: whole.subarray(CHUNK_HEADER, headerBytes),
      body: whole.subarray(headerBytes),
      whole,
    };
    at += size;
  }
}

/** The one chunk of the given type that a file consists of. */
export function onlyChunk(bytes: Buffer, type: number, code: ApkProblemCode, what: string): Chunk {
  for (const chunk of chunksIn(bytes, code, what)) {
    if (chunk.type === type) return chunk;
    break;
  }
  throw new ByteCursor(bytes, code, what).broken('does not begin with the chunk of its kind');
}
