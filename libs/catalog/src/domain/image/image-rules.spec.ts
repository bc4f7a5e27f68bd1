import { checkImage, type ImageFacts, type ImageType, imagesMax } from './image-rules';

const png = (width: number, height: number): ImageFacts => ({ mediaType: 'image/png', width, height });
const faults = (type: ImageType, facts: ImageFacts): string[] => {
  try {
    checkImage(type, facts);
    return [];
  } catch (error) {
    return (error as { errors: { code: string }[] }).errors.map(({ code }) => code);
  }
};

describe('pictures of a listing', () => {
  it('have the exact size where a page needs one', () => {
    expect(faults('icon', png(512, 512))).toEqual([]);
    expect(faults('icon', png(511, 512))).toEqual(['size']);
    expect(faults('icon', { ...png(511, 512), mediaType: 'image/jpeg' })).toEqual(['media-type', 'size']);
    expect(faults('featureGraphic', { ...png(1024, 500), mediaType: 'image/jpeg' })).toEqual([]);
    expect(faults('tvBanner', png(720, 1280))).toEqual(['size']);
  });

  it('are screens of devices otherwise: neither tiny, nor huge, nor strips', () => {
    expect(faults('phoneScreenshots', png(1080, 2400))).toEqual([]);
    expect(faults('phoneScreenshots', png(320, 736))).toEqual([]);
    expect(faults('phoneScreenshots', png(320, 737))).toEqual(['ratio']);
    expect(faults('tvScreenshots', png(3840, 2160))).toEqual([]);
    expect(faults('tvScreenshots', png(3841, 2160))).toEqual(['size']);
    expect(faults('wearScreenshots', png(319, 319))).toEqual(['size']);
  });

  it('are one or up to eight in a place', () => {
    expect([imagesMax('icon'), imagesMax('tvBanner'), imagesMax('phoneScreenshots')]).toEqual([1, 1, 8]);
  });
});
