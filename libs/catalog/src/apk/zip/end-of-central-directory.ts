import { ApkRejected } from '../apk-problems';
import type { RandomAccessFile } from './random-access-file';

const END_SIGNATURE = Buffer.from('PK\x05\x06', 'latin1');
const LOCAL_SIGNATURE = Buffer.from('PK\x03\x04', 'latin1');
const ZIP64_LOCATOR_SIGNATURE = Buffer.from('PK\x06\x07', 'latin1');
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const ZIP64_LOCATOR_BYTES = 20;

/** Where the parts of the archive lie, as its last record says, and that record itself. */
export interface EndOfCentralDirectory {
  offset: number;
  record: Buffer;
  entries: number;
  directoryOffset: number;
  directoryBytes: number;
}

/** Finds the record that ends a ZIP archive and checks that nothing but its own comment follows it. */
export async function readEndOfCentralDirectory(file: RandomAccessFile): Promise<EndOfCentralDirectory> {
  const tailBytes = Math.min(file.size, END_BYTES + MAX_COMMENT + ZIP64_LOCATOR_BYTES);
  const tail = await file.read(file.size - tailBytes, tailBytes);
  const at = findEnd(tail);
  if (at === null) throw await notFound(file);
  const record = tail.subarray(at);
  const locator = at - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && tail.subarray(locator, locator + 4).equals(ZIP64_LOCATOR_SIGNATURE)) {
    throw new ApkRejected('apk-zip64-unsupported', 'the archive has a ZIP64 end record');
  }
  return checked({
    offset: file.size - tailBytes + at,
    record,
    entries: record.readUInt16LE(10),
    directoryBytes: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
  });
}

/**
 * Readers disagree on which record counts when a comment holds another one, so an archive in which two records
 * reach exactly to the end is refused instead of choosing.
 */
function findEnd(tail: Buffer): number | null {
  let found: number | null = null;
  for (
    let at = tail.lastIndexOf(END_SIGNATURE);
    at >= 0;
    at = at === 0 ? -1 : tail.lastIndexOf(END_SIGNATURE, at - 1)
  ) {
    if (at + END_BYTES > tail.length || at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    if (found !== null) throw new ApkRejected('apk-zip-malformed', 'the archive has two end records');
    found = at;
  }
  return found;
}

async function notFound(file: RandomAccessFile): Promise<ApkRejected> {
  const start = await file.read(0, Math.min(4, file.size));
  return start.equals(LOCAL_SIGNATURE)
    ? new ApkRejected('apk-truncated', 'the record that ends a ZIP archive is missing')
    : new ApkRejected('apk-not-a-zip', 'no ZIP signature at the start and no end record');
}

function checked(end: EndOfCentralDirectory): EndOfCentralDirectory {
  const { record } = end;
  if (
    record.readUInt16LE(4) !== 0 ||
    record.readUInt16LE(6) !== 0 ||
    record.readUInt16LE(8) !== end.entries
  ) {
    throw new ApkRejected('apk-zip-malformed', 'the archive claims to span several disks');
  }
  const directoryEnd = end.directoryOffset + end.directoryBytes;
  if (directoryEnd > end.offset) {
    throw new ApkRejected(
      'apk-truncated',
      `the central directory would end at ${directoryEnd}, behind its end record`,
    );
  }
  if (directoryEnd < end.offset) {
    throw new ApkRejected(
      'apk-zip-malformed',
      'there are bytes between the central directory and its end record',
    );
  }
  return end;
}
