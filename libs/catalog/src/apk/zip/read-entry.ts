import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { ApkRejected } from '../apk-problems';
import { METHOD } from './central-directory';
import type { LocatedEntry } from './entry-layout';
import type { RandomAccessFile } from './random-access-file';

const PIECE = 256 * 1024;

/**
 * Hands the content of an entry to `consume`, piece by piece, and proves on the way that it has exactly the declared
 * size and checksum and that the compressed bytes hold nothing else. A piece is only valid during the call.
 */
export async function streamEntry(
  file: RandomAccessFile,
  entry: LocatedEntry,
  consume: (piece: Buffer) => void,
): Promise<void> {
  let seen = 0;
  let checksum = 0;
  const accept = (piece: Buffer): void => {
    seen += piece.length;
    if (seen > entry.inflatedBytes)
      throw corrupt(entry, `inflates to more than ${entry.inflatedBytes} bytes`);
    checksum = crc32(piece, checksum);
    consume(piece);
  };
  if (entry.method === METHOD.deflated) await inflate(file, entry, accept);
  else for await (const piece of pieces(file, entry)) accept(piece);
  if (seen !== entry.inflatedBytes)
    throw corrupt(entry, `has ${seen} bytes instead of ${entry.inflatedBytes}`);
  if (checksum !== entry.crc32) throw corrupt(entry, 'has another checksum');
}

/** The whole content of an entry, which must be at most `limit` bytes. */
export async function readEntry(file: RandomAccessFile, entry: LocatedEntry, limit: number): Promise<Buffer> {
  if (entry.inflatedBytes > limit) {
    throw new ApkRejected(
      'apk-zip-entry-too-large',
      `${entry.name}: ${entry.inflatedBytes} bytes; the limit is ${limit}`,
    );
  }
  // Of the declared size at once: pieces and their sum would need twice the memory.
  const content = Buffer.allocUnsafeSlow(entry.inflatedBytes);
  let filled = 0;
  await streamEntry(file, entry, (piece) => {
    filled += piece.copy(content, filled);
  });
  return content;
}

async function* pieces(file: RandomAccessFile, entry: LocatedEntry): AsyncGenerator<Buffer> {
  for (let done = 0; done < entry.compressedBytes; done += PIECE) {
    yield await file.read(entry.dataOffset + done, Math.min(PIECE, entry.compressedBytes - done));
  }
}

async function inflate(
  file: RandomAccessFile,
  entry: LocatedEntry,
  accept: (piece: Buffer) => void,
): Promise<void> {
  const inflater = createInflateRaw({ chunkSize: inflateBuffer(entry) });
  try {
    await pipeline(pieces(file, entry), inflater, async (source: AsyncIterable<Buffer>) => {
      for await (const piece of source) accept(piece);
    });
  } catch (error) {
    throw isInflaterError(error) ? corrupt(entry, 'does not inflate') : error;
  }
  if (inflater.bytesWritten !== entry.compressedBytes) {
    throw corrupt(entry, 'has bytes behind its compressed data');
  }
}

/**
 * Errors of the inflater, and the abortion of the pipeline that follows when the compressed data end before the entry
 * does. Others, such as those of the disk, are not the package's fault.
 */
function isInflaterError(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ABORT_ERR' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Most entries are small: a buffer of their size instead of 64 KiB each keeps a package of thousands cheap. */
function inflateBuffer(entry: LocatedEntry): number {
  return Math.max(64, Math.min(64 * 1024, entry.inflatedBytes + 1));
}

function corrupt(entry: LocatedEntry, why: string): ApkRejected {
  return new ApkRejected('apk-zip-entry-corrupt', `${entry.name} ${why}`);
}
