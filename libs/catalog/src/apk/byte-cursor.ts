import { type ApkProblemCode, ApkRejected } from './apk-problems';

/**
 * Reads little-endian values from a slice of memory and never past its end: whatever is too short is refused with
 * the code of the structure that is being read.
 */
export class ByteCursor {
  private position = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly code: ApkProblemCode,
    private readonly what: string,
  ) {}

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  u8(): number {
    return this.bytes.readUInt8(this.advance(1));
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.advance(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.advance(4));
  }

  /** A 64-bit length. Anything above what a file can hold is refused rather than rounded. */
  u64(): number {
    const value = this.bytes.readBigUInt64LE(this.advance(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.broken('has an impossible 64-bit length');
    return Number(value);
  }

  take(length: number): Buffer {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Bytes preceded by their length as a 32-bit number, the building brick of the signature schemes. */
  lengthPrefixed(): Buffer {
    return this.take(this.u32());
  }

  /** A reader over the length-prefixed bytes that follow. */
  nested(what = this.what): ByteCursor {
    return new ByteCursor(this.lengthPrefixed(), this.code, what);
  }

  /** Refuses bytes after the last known field: no signature covers them, so they could say anything. */
  expectEnd(): void {
    if (this.remaining > 0) throw this.broken(`has ${this.remaining} bytes too many`);
  }

  broken(why: string): ApkRejected {
    return new ApkRejected(this.code, `${this.what} ${why}`);
  }

  private advance(length: number): number {
    const start = this.position;
    if (length > this.remaining) throw this.broken('ends too early');
    this.position = start + length;
    return start;
  }
}
