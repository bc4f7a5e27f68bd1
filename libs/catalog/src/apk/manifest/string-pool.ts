import { type ApkProblemCode, ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import type { Chunk } from './chunk';

const UTF8_FLAG = 0x100;
const MAX_CHARACTERS = 0x7fff;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The strings of a compiled file. They are decoded when asked for: a table may hold a million, few are needed. Each is
 * decoded once, and all of them together may not be longer than the pool: offsets that point into each other's strings
 * would make gigabytes of text out of a few megabytes.
 */
export class StringPool {
  private readonly known = new Map<number, string>();
  private decodedBytes = 0;

  private constructor(
    private readonly offsets: Buffer,
    private readonly data: Buffer,
    private readonly utf8: boolean,
    private readonly code: ApkProblemCode,
  ) {}

  static parse(chunk: Chunk, maxStrings: number, code: ApkProblemCode): StringPool {
    const header = new ByteCursor(chunk.header, code, 'a string pool');
    const count = header.u32();
    header.u32(); // styles, which follow the strings and are not needed
    const flags = header.u32();
    const start = header.u32();
    if (count > maxStrings) throw new ApkRejected('apk-limit-exceeded', `a pool of ${count} strings`);
    const offsets = new ByteCursor(chunk.body, code, 'a string pool').take(count * 4);
    if (start > chunk.whole.length) throw header.broken('begins behind its end');
    return new StringPool(offsets, chunk.whole.subarray(start), (flags & UTF8_FLAG) !== 0, code);
  }

  get size(): number {
    return this.offsets.length / 4;
  }

  at(index: number): string {
    if (index >= this.size) throw new ApkRejected(this.code, `string ${index} of a pool of ${this.size}`);
    const offset = this.offsets.readUInt32LE(index * 4);
    const known = this.known.get(offset);
    if (known !== undefined) return known;
    const text = this.decode(offset);
    this.known.set(offset, text);
    return text;
  }

  private decode(offset: number): string {
    const cursor = new ByteCursor(this.data.subarray(offset), this.code, 'a string');
    const text = this.utf8 ? readUtf8(cursor) : readUtf16(cursor);
    if (text.includes('\0')) throw cursor.broken('holds a NUL character');
    if (text.length > MAX_CHARACTERS)
      throw new ApkRejected('apk-limit-exceeded', `a string of ${text.length}`);
    this.decodedBytes += Math.max(0, this.data.length - offset) - cursor.remaining;
    if (this.decodedBytes > this.data.length)
      throw new ApkRejected('apk-strings-overlap', `a pool of ${this.data.length} bytes holds more text`);
    return text;
  }
}

/** Two lengths come first, in UTF-16 units and in bytes; the high bit of a length says that it has a second byte. */
function readUtf8(cursor: ByteCursor): string {
  const length = (): number => {
    const first = cursor.u8();
    return (first & 0x80) === 0 ? first : ((first & 0x7f) << 8) | cursor.u8();
  };
  length();
  return decodeUtf8(cursor.take(length()));
}

/** Newer build tools write characters beyond the 16-bit range as two surrogates of three bytes each, like Java. */
function decodeUtf8(bytes: Buffer): string {
  if (!bytes.includes(0xed)) return unicode(bytes);
  const joined = bytes
    .toString('latin1')
    .replace(/\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])/g, (...groups: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = groups.slice(1, 5).map((byte) => byte.charCodeAt(0) & 0x3f);
      const character = 0x10000 + ((a & 0x0f) << 16) + (b << 10) + ((c & 0x0f) << 6) + d;
      return Buffer.from(String.fromCodePoint(character), 'utf8').toString('latin1');
    });
  return unicode(Buffer.from(joined, 'latin1'));
}

function unicode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ApkRejected('apk-text-not-unicode', `the text ${bytes.subarray(0, 40).toString('hex')}`);
  }
}

function readUtf16(cursor: ByteCursor): string {
  const first = cursor.u16();
  const length = (first & 0x8000) === 0 ? first : (first & 0x7fff) * 0x10000 + cursor.u16();
  return cursor.take(length * 2).toString('utf16le');
}
