import { DomainError, type FieldError } from '@portolan/platform';

export const IMAGE_TYPES = [
  'icon',
  'featureGraphic',
  'tvBanner',
  'phoneScreenshots',
  'sevenInchScreenshots',
  'tenInchScreenshots',
  'tvScreenshots',
  'wearScreenshots',
] as const;
/** The places for pictures on an app's page, as publishing tools name them. */
export type ImageType = (typeof IMAGE_TYPES)[number];

export const IMAGE_MEDIA_TYPES = ['image/png', 'image/jpeg'] as const;
export type ImageMediaType = (typeof IMAGE_MEDIA_TYPES)[number];

/** What a picture is, as its decoder says. Sides in pixels. */
export interface ImageFacts {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

export const SCREENSHOTS_MAX = 8;
/** More than any place takes: refused before the picture is decoded. */
export const IMAGE_PIXELS_MAX = 3840 * 3840;

interface FixedSize {
  readonly width: number;
  readonly height: number;
  readonly mediaTypes: readonly ImageMediaType[];
}

const FIXED: Readonly<Partial<Record<ImageType, FixedSize>>> = {
  icon: { width: 512, height: 512, mediaTypes: ['image/png'] },
  featureGraphic: { width: 1024, height: 500, mediaTypes: IMAGE_MEDIA_TYPES },
  tvBanner: { width: 1280, height: 720, mediaTypes: IMAGE_MEDIA_TYPES },
};
const SCREENSHOT_SIDE = { min: 320, max: 3840 };
/** The longer side by the shorter one. */
const SCREENSHOT_RATIO_MAX = 2.3;

/** How many pictures a place takes. */
export function imagesMax(type: ImageType): number {
  return type in FIXED ? 1 : SCREENSHOTS_MAX;
}

/** @throws DomainError `image-invalid`, naming what does not fit the place. */
export function checkImage(type: ImageType, { mediaType, width, height }: ImageFacts): void {
  const fixed = FIXED[type];
  const errors: FieldError[] = [];
  const fault = (code: string, detail: string): void => void errors.push({ pointer: '', code, detail });
  if (fixed !== undefined) {
    if (!fixed.mediaTypes.includes(mediaType))
      fault('media-type', `The place ${type} takes ${fixed.mediaTypes.join(' or ')}.`);
    if (width !== fixed.width || height !== fixed.height)
      fault(
        'size',
        `The place ${type} takes ${fixed.width} x ${fixed.height} pixels, not ${width} x ${height}.`,
      );
  } else {
    const { min, max } = SCREENSHOT_SIDE;
    const [short, long] = [Math.min(width, height), Math.max(width, height)];
    if (short < min || long > max)
      fault('size', `A screenshot has ${min} to ${max} pixels a side, not ${width} x ${height}.`);
    else if (long > short * SCREENSHOT_RATIO_MAX)
      fault('ratio', `The longer side is at most ${SCREENSHOT_RATIO_MAX} times the shorter one.`);
  }
  if (errors.length === 0) return;
  throw new DomainError('invalid', 'image-invalid', errors.map(({ detail }) => detail).join(' '), { errors });
}
