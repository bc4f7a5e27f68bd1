import { Injectable } from '@nestjs/common';
import { ImageRepository } from '../../persistence/images/image-repository';
import { type ImagePlaceView, viewImage } from './image-view';

/** The pictures of an app's pages, by locale and place. */
@Injectable()
export class ListImages {
  constructor(private readonly images: ImageRepository) {}

  async execute({ appId, locale }: { appId: string; locale?: string }): Promise<ImagePlaceView[]> {
    const places = new Map<string, ImagePlaceView>();
    for (const image of await this.images.placesOf(appId)) {
      if (locale !== undefined && image.locale !== locale) continue;
      const key = `${image.locale} ${image.type}`;
      const place = places.get(key) ?? { locale: image.locale, type: image.type, images: [] };
      place.images.push(viewImage(image));
      places.set(key, place);
    }
    return [...places.values()];
  }
}
