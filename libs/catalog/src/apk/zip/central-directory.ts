import { type ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import { parseEntryName } from './entry-name';

const RECORD_SIGNATURE = 0x02014b50;
/** The two ways in which Android reads an entry. */
export const METHOD = { stored: 0, deflated: 8 } as const;

/** General-purpose flags that change how an entry is read. */
export const FLAG = {
  encrypted: 0x0001,
  dataDescriptor: 0x0008,
  strongEncryption: 0x0040,
  maskedHeader: 0x2000,
} as const;
const ENCRYPTED_FLAGS = FLAG.encrypted | FLAG.strongEncryption | FLAG.maskedHeader;

/** One file of the archive, as the central directory describes it. */
export interface ZipEntry {
  name: string;
  rawName: Buffer;
  flags: number;
  method: number;
  crc32: number;
  compressedBytes: number;
  inflatedBytes: number;
  headerOffset: number;
}

/** Reads every record of the central directory; it must hold exactly the announced number and nothing else. */
export function parseCentralDirectory(directory: Buffer, count: number, limits: ApkLimits): ZipEntry[] {
  if (count > limits.entries) {
    throw new ApkRejected('apk-limit-exceeded', `${count} entries; the limit is ${limits.entries}`);
  }
  const cursor = new ByteCursor(directory, 'apk-zip-malformed', 'the central directory');
  const names = new Set<string>();
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = parseRecord(cursor);
    if (names.has(entry.name)) throw new ApkRejected('apk-zip-duplicate-entry', entry.name);
    names.add(entry.name);
    if (entry.inflatedBytes > limits.entryBytes) {
      throw new ApkRejected('apk-zip-entry-too-large', `${entry.name}: ${entry.inflatedBytes} bytes`);
    }
    entries.push(entry);
  }
  cursor.expectEnd();
  return entries;
}

function parseRecord(cursor: ByteCursor): ZipEntry {
  if (cursor.u32() !== RECORD_SIGNATURE) throw cursor.broken('has a record without its signature');
  cursor.take(4); // versions
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.take(4); // time and date
  const crc32 = cursor.u32();
  const compressedBytes = cursor.u32();
  const inflatedBytes = cursor.u32();
  const nameBytes = cursor.u16();
  const extraAndComment = [cursor.u16(), cursor.u16()];
  if (cursor.u16() !== 0) throw cursor.broken('places an entry on another disk');
  cursor.take(6); // file attributes
  const headerOffset = cursor.u32();
  const rawName = cursor.take(nameBytes);
  for (const length of extraAndComment) cursor.take(length);
  const name = parseEntryName(rawName);
  if ((flags & ENCRYPTED_FLAGS) !== 0) throw new ApkRejected('apk-zip-entry-encrypted', name);
  if (method !== METHOD.stored && method !== METHOD.deflated) {
    throw new ApkRejected('apk-zip-unknown-method', `${name}: method ${method}`);
  }
  const entry = { name, rawName, flags, method, crc32, compressedBytes, inflatedBytes, headerOffset };
  checkSizes(entry);
  return entry;
}

function checkSizes(entry: ZipEntry): void {
  const { name, compressedBytes, inflatedBytes } = entry;
  if ([compressedBytes, inflatedBytes, entry.headerOffset].includes(0xffffffff)) {
    throw new ApkRejected('apk-zip64-unsupported', `${name} refers to ZIP64 fields`);
  }
  if (entry.method === METHOD.stored && compressedBytes !== inflatedBytes) {
    throw new ApkRejected('apk-zip-header-mismatch', `${name} is stored but has two sizes`);
  }
  if (name.endsWith('/') && inflatedBytes !== 0) {
    throw new ApkRejected('apk-zip-malformed', `the directory ${name} has content`);
  }
}
