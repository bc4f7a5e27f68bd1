import { createHash } from 'node:crypto';
import type { EndOfCentralDirectory } from '../zip/end-of-central-directory';
import type { RandomAccessFile } from '../zip/random-access-file';

/** The hash by which a signature scheme sums up the content. */
export type ContentHash = 'sha256' | 'sha512';

const CHUNK_BYTES = 1024 * 1024;
const DIRECTORY_OFFSET_FIELD = 16;

/**
 * The digests of everything but the signing block, as the schemes v2 and v3 define them: entries, central directory
 * and end record are cut into chunks of 1 MiB, each hashed behind a marker and its length, and the hashes are hashed.
 */
export async function contentDigests(
  file: RandomAccessFile,
  end: EndOfCentralDirectory,
  entriesEnd: number,
  hashes: Iterable<ContentHash>,
): Promise<Map<ContentHash, Buffer>> {
  const wanted = [...hashes].map((hash) => ({ hash, chunks: [] as Buffer[] }));
  const accept = (chunk: Buffer): void => {
    const prefix = marked(0xa5, chunk.length);
    for (const { hash, chunks } of wanted)
      chunks.push(createHash(hash).update(prefix).update(chunk).digest());
  };
  const sections = [
    [0, entriesEnd],
    [end.directoryOffset, end.offset],
  ] as const;
  // Most packages of a test, and many of a store, are far smaller than a chunk.
  const longest = Math.max(...sections.map(([from, to]) => to - from));
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, longest));
  for (const [from, to] of sections) {
    for (let at = from; at < to; at += CHUNK_BYTES) {
      const chunk = buffer.subarray(0, Math.min(CHUNK_BYTES, to - at));
      await file.readInto(chunk, at);
      accept(chunk);
    }
  }
  accept(withDirectoryAt(end.record, entriesEnd));
  return new Map(
    wanted.map(({ hash, chunks }) => {
      const top = createHash(hash).update(marked(0x5a, chunks.length));
      for (const chunk of chunks) top.update(chunk);
      return [hash, top.digest()];
    }),
  );
}

/** The signature was made before the signing block moved the central directory, so its old place is what counts. */
function withDirectoryAt(record: Buffer, offset: number): Buffer {
  const patched = Buffer.from(record);
  patched.writeUInt32LE(offset, DIRECTORY_OFFSET_FIELD);
  return patched;
}

function marked(marker: number, value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(marker, 0);
  bytes.writeUInt32LE(value, 1);
  return bytes;
}
