/** Where the tables of a DEX file stand in its header; see "Dalvik executable format" of the Android project. */
const HEADER_BYTES = 0x70;
const ENDIAN_TAG = 0x12345678;
const MAGIC = /^dex\n0(?:35|37|38|39|40)\0$/;
const AT = { fileSize: 32, headerSize: 36, endianTag: 40, strings: 56, types: 64, classes: 96 };
const CLASS_BYTES = 32;
const TABLE_MAX = 65_536;
const STRINGS_MAX = 16_000_000;
/** More of a name than any known tracker needs. */
const NAME_BYTES = 200;

/** A DEX file contradicts itself; Android would not load it either. */
export class DexMalformed extends Error {}

/**
 * The beginnings (up to 200 bytes) of the descriptors of the classes that a DEX file defines, e.g. `Lorg/example/Main;`. Only the
 * tables of classes, types and strings are read, each bound by what the format can count and by the file. A name comes once, however
 * many classes and types point to its text.
 * @throws DexMalformed
 */
export function* classesOfDex(dex: Buffer): Generator<string> {
  if (dex.length < HEADER_BYTES || !MAGIC.test(dex.toString('latin1', 0, 8)))
    throw new DexMalformed('is no DEX file of a known version');
  if (dex.readUInt32LE(AT.endianTag) !== ENDIAN_TAG) throw new DexMalformed('is not little-endian');
  if (dex.readUInt32LE(AT.fileSize) !== dex.length || dex.readUInt32LE(AT.headerSize) !== HEADER_BYTES)
    throw new DexMalformed('has another size than it says');
  const strings = table(dex, AT.strings, 4, STRINGS_MAX);
  const types = table(dex, AT.types, 4, TABLE_MAX);
  const classes = table(dex, AT.classes, CLASS_BYTES, TABLE_MAX);
  const seen = new Set<number>();
  for (let i = 0; i < classes.count; i++) {
    const type = entry(dex, classes.offset + i * CLASS_BYTES, types);
    const string = entry(dex, type, strings);
    const text = dex.readUInt32LE(string);
    if (seen.has(text)) continue;
    seen.add(text);
    yield nameAt(dex, text);
  }
}

interface Table {
  count: number;
  offset: number;
}

function table(dex: Buffer, at: number, itemBytes: number, most: number): Table {
  const count = dex.readUInt32LE(at);
  const offset = dex.readUInt32LE(at + 4);
  if (count > most || (count > 0 && (offset < HEADER_BYTES || offset + count * itemBytes > dex.length)))
    throw new DexMalformed('has a table outside of itself');
  return { count, offset };
}

/** The place of the 4-byte entry whose number stands at `at`. */
function entry(dex: Buffer, at: number, { count, offset }: Table): number {
  const index = dex.readUInt32LE(at);
  if (index >= count) throw new DexMalformed('names an entry that a table does not have');
  return offset + index * 4;
}

/** Behind the number of characters (LEB128, at most five bytes) the text ends with a zero. */
function nameAt(dex: Buffer, offset: number): string {
  let start = offset;
  while (start < offset + 5 && (dex[start] ?? 0) >= 0x80) start += 1;
  start += 1;
  if (start >= dex.length) throw new DexMalformed('has a text outside of itself');
  const end = dex.subarray(start, start + NAME_BYTES).indexOf(0);
  return dex.toString('latin1', start, end < 0 ? Math.min(start + NAME_BYTES, dex.length) : start + end);
}
