import { ApkRejected } from '../apk-problems';

/** Tags of the ASN.1 types that certificates and signatures are made of. */
export const TAG = {
  integer: 0x02,
  octetString: 0x04,
  objectId: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** One ASN.1 value in its distinguished encoding. */
export interface DerValue {
  tag: number;
  content: Buffer;
  /** Tag, length and content. */
  raw: Buffer;
}

/** The single value that fills the bytes. */
export function readDer(bytes: Buffer, tag: number): DerValue {
  const value = readFirst(bytes);
  if (value.raw.length !== bytes.length) throw malformed('has bytes behind its end');
  return expectTag(value, tag);
}

/** Walks through the values inside a constructed one. */
export class DerReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  next(tag: number): DerValue {
    const value = this.advance();
    return expectTag(value, tag);
  }

  any(): DerValue {
    return this.advance();
  }

  /** The next value when it has the tag, else nothing. */
  optional(tag: number): DerValue | null {
    return !this.done && this.bytes[this.at] === tag ? this.advance() : null;
  }

  private advance(): DerValue {
    const value = readFirst(this.bytes.subarray(this.at));
    this.at += value.raw.length;
    return value;
  }
}

/** Opens a constructed value. */
export function inside(value: DerValue): DerReader {
  return new DerReader(value.content);
}

/** An object id in dotted form. */
export function readObjectId(value: DerValue): string {
  const numbers: number[] = [];
  let current = 0;
  for (const byte of expectTag(value, TAG.objectId).content) {
    current = current * 128 + (byte & 0x7f);
    if (current > Number.MAX_SAFE_INTEGER / 128) throw malformed('has an object id out of range');
    if ((byte & 0x80) !== 0) continue;
    numbers.push(current);
    current = 0;
  }
  const [first = 0, ...others] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...others].join('.');
}

function readFirst(bytes: Buffer): DerValue {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw malformed('ends too early');
  if ((tag & 0x1f) === 0x1f) throw malformed('has a tag of several bytes');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  // 0x80 begins the indefinite form of BER, which DER does not have.
  if (first === 0x80 || lengthBytes > 4 || bytes.length < 2 + lengthBytes)
    throw malformed('has an impossible length');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  if (start + length > bytes.length) throw malformed('ends too early');
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(0, start + length) };
}

function expectTag(value: DerValue, tag: number): DerValue {
  if (value.tag !== tag)
    throw malformed(`has type 0x${value.tag.toString(16)} instead of 0x${tag.toString(16)}`);
  return value;
}

function malformed(why: string): ApkRejected {
  return new ApkRejected('apk-signature-malformed', `an ASN.1 structure ${why}`);
}
