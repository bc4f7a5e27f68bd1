import { createHash } from 'node:crypto';
import { u16, u32 } from './binary-xml-writer';

const HEADER_BYTES = 0x70;
const NO_INDEX = 0xffffffff;

/** Writes a DEX file that defines these classes, named by descriptor (`Lorg/example/Main;`, ASCII), and nothing else. */
export function writeDex(descriptors: readonly string[]): Buffer {
  const names = [...new Set(descriptors)].sort();
  const stringsAt = HEADER_BYTES;
  const typesAt = stringsAt + 4 * names.length;
  const classesAt = typesAt + 4 * names.length;
  const dataAt = classesAt + 32 * names.length;
  const texts = names.map((name) => Buffer.concat([leb128(name.length), Buffer.from(`${name}\0`, 'latin1')]));
  let next = dataAt;
  const offsets = texts.map((text) => (next += text.length) - text.length);
  const body = Buffer.concat([
    ...offsets.map(u32),
    ...names.map((_, i) => u32(i)),
    ...names.map((_, i) => Buffer.concat([i, 1, NO_INDEX, 0, NO_INDEX, 0, 0, 0].map(u32))),
    ...texts,
  ]);
  const size = HEADER_BYTES + body.length;
  const count = names.length;
  const fields = [
    size,
    HEADER_BYTES,
    0x12345678,
    0,
    0,
    0,
    count,
    stringsAt,
    count,
    typesAt,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const tables = [count, classesAt, size - dataAt, dataAt];
  const signed = Buffer.concat([...[...fields, ...tables].map(u32), body]);
  const summed = Buffer.concat([createHash('sha1').update(signed).digest(), signed]);
  return Buffer.concat([Buffer.from('dex\n035\0', 'latin1'), adler32(summed), summed]);
}

function leb128(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([(value & 0x7f) | 0x80, value >> 7]);
}

function adler32(bytes: Buffer): Buffer {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return Buffer.concat([u16(a), u16(b)]);
}
