import type { ApkLimits } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import type { Archive } from '../zip/archive';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const CODE = 'apk-icon-too-large';

/**
 * A picture of a few bytes may claim 65,535 pixels a side, and every launcher that draws it would need gigabytes. Icons
 * that are no PNG and no WebP (XML, most of all) have no size of their own and pass.
 */
export async function expectSaneIcon(
  archive: Archive,
  path: string | null,
  limits: ApkLimits,
): Promise<void> {
  const entry = path === null ? undefined : archive.find(path);
  if (entry === undefined) return;
  if (entry.inflatedBytes > limits.iconBytes)
    throw new ApkRejected(CODE, `${entry.name}: ${entry.inflatedBytes} bytes`);
  const size = pixelsOf(await archive.read(entry, limits.iconBytes));
  if (size !== null && Math.max(...size) > limits.iconPixelsPerSide)
    throw new ApkRejected(CODE, `${entry.name}: ${size.join(' x ')} pixels`);
}

/** Width and height as the header claims them; null when it is neither format. */
function pixelsOf(image: Buffer): [number, number] | null {
  if (image.length < 30) return null;
  if (image.subarray(0, 8).equals(PNG)) return [image.readUInt32BE(16), image.readUInt32BE(20)];
  if (image.toString('latin1', 0, 4) !== 'RIFF' || image.toString('latin1', 8, 12) !== 'WEBP') return null;
  const kind = image.toString('latin1', 12, 16);
  if (kind === 'VP8X') return [image.readUIntLE(24, 3) + 1, image.readUIntLE(27, 3) + 1];
  if (kind === 'VP8 ') return [image.readUInt16LE(26) & 0x3fff, image.readUInt16LE(28) & 0x3fff];
  if (kind !== 'VP8L') return null;
  const packed = image.readUInt32LE(21);
  return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1];
}
