import type { ImageMediaType, ImageType } from '../../domain/image/image-rules';
import type { ImageFile } from '../../persistence/images/image-repository';

/** A picture as its publisher reads it. */
export interface ImageView {
  sha256: string;
  sha1: string;
  mediaType: ImageMediaType;
  /** Pixels. */
  width: number;
  height: number;
  sizeBytes: number;
}

/** The pictures of one place, in their order. */
export interface ImagePlaceView {
  locale: string;
  type: ImageType;
  images: ImageView[];
}

export function viewImage({ sha256, sha1, mediaType, width, height, sizeBytes }: ImageFile): ImageView {
  return { sha256, sha1, mediaType, width, height, sizeBytes };
}
