import { ApkRejected } from '../apk-problems';
import { FLAG, type ZipEntry } from './central-directory';
import type { RandomAccessFile } from './random-access-file';

const LOCAL_SIGNATURE = 0x04034b50;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const LOCAL_BYTES = 30;
const COMPARED_FLAGS = FLAG.encrypted | FLAG.dataDescriptor | FLAG.strongEncryption | FLAG.maskedHeader;

/** An entry and where its compressed bytes begin. */
export interface LocatedEntry extends ZipEntry {
  dataOffset: number;
}

/** Bytes of the file that belong to no entry. */
export interface Gap {
  offset: number;
  length: number;
}

export interface EntryLayout {
  entries: LocatedEntry[];
  gaps: Gap[];
}

/**
 * Follows every entry to its local header, compares the two, and lays the entries out along the file up to `end`:
 * nothing may overlap, and what lies between them is reported, for a signature has to cover it.
 */
export async function layOutEntries(
  file: RandomAccessFile,
  entries: ZipEntry[],
  end: number,
): Promise<EntryLayout> {
  const located: LocatedEntry[] = [];
  const gaps: Gap[] = [];
  let covered = 0;
  for (const entry of [...entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    if (entry.headerOffset < covered) throw new ApkRejected('apk-zip-entry-overlap', entry.name);
    if (entry.headerOffset > covered) gaps.push({ offset: covered, length: entry.headerOffset - covered });
    if (entry.headerOffset + LOCAL_BYTES > end) throw new ApkRejected('apk-zip-entry-overlap', entry.name);
    const dataOffset = await readLocalHeader(file, entry);
    const dataEnd = dataOffset + entry.compressedBytes;
    if (dataEnd > end)
      throw new ApkRejected('apk-zip-entry-overlap', `${entry.name} reaches behind the entries`);
    covered = dataEnd + (await descriptorBytes(file, entry, dataEnd, end));
    located.push({ ...entry, dataOffset });
  }
  if (covered < end) gaps.push({ offset: covered, length: end - covered });
  return { entries: located, gaps };
}

async function readLocalHeader(file: RandomAccessFile, entry: ZipEntry): Promise<number> {
  const header = await file.read(entry.headerOffset, LOCAL_BYTES + entry.rawName.length);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw mismatch(entry, 'no local header');
  if (((header.readUInt16LE(6) ^ entry.flags) & COMPARED_FLAGS) !== 0) throw mismatch(entry, 'flags');
  if (header.readUInt16LE(8) !== entry.method) throw mismatch(entry, 'method');
  const local = [14, 18, 22].map((at) => header.readUInt32LE(at));
  const central = [entry.crc32, entry.compressedBytes, entry.inflatedBytes];
  const deferred = (entry.flags & FLAG.dataDescriptor) !== 0 && local.every((value) => value === 0);
  if (!deferred && local.some((value, index) => value !== central[index]))
    throw mismatch(entry, 'checksum or size');
  const sameName =
    header.readUInt16LE(26) === entry.rawName.length && header.subarray(LOCAL_BYTES).equals(entry.rawName);
  if (!sameName) throw mismatch(entry, 'name');
  return entry.headerOffset + LOCAL_BYTES + entry.rawName.length + header.readUInt16LE(28);
}

/** The record behind an entry whose writer did not know the sizes beforehand; its own signature is optional. */
async function descriptorBytes(
  file: RandomAccessFile,
  entry: ZipEntry,
  at: number,
  end: number,
): Promise<number> {
  if ((entry.flags & FLAG.dataDescriptor) === 0) return 0;
  const bytes = await file.read(at, Math.min(16, end - at));
  const values = Buffer.alloc(12);
  [entry.crc32, entry.compressedBytes, entry.inflatedBytes].forEach((value, i) =>
    values.writeUInt32LE(value, i * 4),
  );
  if (
    bytes.length === 16 &&
    bytes.readUInt32LE(0) === DESCRIPTOR_SIGNATURE &&
    bytes.subarray(4).equals(values)
  )
    return 16;
  if (bytes.subarray(0, 12).equals(values)) return 12;
  throw mismatch(entry, 'data descriptor');
}

function mismatch(entry: ZipEntry, what: string): ApkRejected {
  return new ApkRejected('apk-zip-header-mismatch', `${entry.name}: ${what}`);
}
