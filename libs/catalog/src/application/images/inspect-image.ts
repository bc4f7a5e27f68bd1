import { DomainError } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import { IMAGE_PIXELS_MAX, type ImageFacts, type ImageMediaType } from '../../domain/image/image-rules';

const MEDIA_TYPES: Readonly<Record<string, ImageMediaType>> = { png: 'image/png', jpeg: 'image/jpeg' };

/**
 * What a picture on the disk is, by decoding all of it: a broken one is refused here and not on somebody's phone. The size
 * that its header claims is looked at first, so that a small file cannot ask for a huge picture.
 * @throws DomainError `image-unreadable`, `image-type-unsupported`, `image-too-large`.
 */
export async function inspectImage(path: string): Promise<ImageFacts & { sha1: string }> {
  const image = sharp(path, { failOn: 'error', limitInputPixels: IMAGE_PIXELS_MAX });
  const {
    format,
    width,
    height,
    pages = 1,
  } = await image.metadata().catch((error: unknown) => {
    throw refusalOf(error);
  });
  const mediaType = MEDIA_TYPES[format];
  if (mediaType === undefined || pages > 1)
    throw new DomainError('invalid', 'image-type-unsupported', 'A picture is a PNG or a JPEG of one frame.');
  await image.stats().catch((error: unknown) => {
    throw refusalOf(error);
  });
  const hash = createHash('sha1');
  await pipeline(createReadStream(path), hash);
  return { mediaType, width, height, sha1: hash.digest('hex') };
}

function refusalOf(error: unknown): DomainError {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('exceeds pixel limit'))
    return new DomainError(
      'too-large',
      'image-too-large',
      'The picture has more pixels than any place takes.',
      {
        cause: error,
      },
    );
  return new DomainError('invalid', 'image-unreadable', 'The file is no picture, or a broken one.', {
    cause: error,
  });
}
