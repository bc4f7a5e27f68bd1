import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { ByteCursor } from '../byte-cursor';
import type { EndOfCentralDirectory } from '../zip/end-of-central-directory';
import type { RandomAccessFile } from '../zip/random-access-file';

const MAGIC = 'APK Sig Block 42';
const FOOTER_BYTES = 24;
const SIZE_BYTES = 8;

/** The parts of a signing block that this reader knows. */
export const BLOCK_ID = { v2: 0x7109871a, v3: 0xf05368c0, v31: 0x1b93ad61, padding: 0x42726577 } as const;

const KNOWN = new Set<number>(Object.values(BLOCK_ID));

/** The block between the entries and the central directory that holds the newer signatures. */
export interface SigningBlock {
  offset: number;
  parts: Map<number, Buffer>;
}

/** Null when there is none: the bytes in front of the central directory then belong to the entries. */
export async function readSigningBlock(
  file: RandomAccessFile,
  end: EndOfCentralDirectory,
  limits: ApkLimits,
): Promise<SigningBlock | null> {
  if (end.directoryOffset < FOOTER_BYTES + SIZE_BYTES) return null;
  const footer = await file.read(end.directoryOffset - FOOTER_BYTES, FOOTER_BYTES);
  if (footer.toString('latin1', SIZE_BYTES) !== MAGIC) return null;
  const size = new ByteCursor(footer, 'apk-signature-malformed', 'the signing block').u64();
  const offset = end.directoryOffset - size - SIZE_BYTES;
  if (size < FOOTER_BYTES || offset < 0) throw malformed(`claims ${size} bytes`);
  if (size > limits.signingBlockBytes)
    throw new ApkRejected('apk-limit-exceeded', `a signing block of ${size} bytes`);
  const block = await file.read(offset, size + SIZE_BYTES);
  if (!block.subarray(0, SIZE_BYTES).equals(footer.subarray(0, SIZE_BYTES))) throw malformed('has two sizes');
  return { offset, parts: parseParts(block.subarray(SIZE_BYTES, -FOOTER_BYTES)) };
}

/**
 * No signature covers the block itself, so whatever is known about its bytes is checked. Parts of other kinds (where a
 * package was bought, what it was built from) are let through, as Android does.
 */
function parseParts(bytes: Buffer): Map<number, Buffer> {
  const cursor = new ByteCursor(bytes, 'apk-signature-malformed', 'the signing block');
  const parts = new Map<number, Buffer>();
  while (cursor.remaining > 0) {
    const length = cursor.u64();
    const id = cursor.u32();
    if (length < 4) throw malformed('has a part without an id');
    const value = cursor.take(length - 4);
    if (parts.has(id)) throw malformed(`has two parts 0x${id.toString(16)}`);
    if (!KNOWN.has(id) && value.every((byte) => byte === 0)) throw malformed('has padding under a false id');
    if (id === BLOCK_ID.padding && value.some((byte) => byte !== 0))
      throw malformed('hides data in its padding');
    parts.set(id, value);
  }
  return parts;
}

function malformed(why: string): ApkRejected {
  return new ApkRejected('apk-signature-malformed', `the signing block ${why}`);
}
