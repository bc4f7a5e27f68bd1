import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { checkImage, imagesMax, type ImageType } from '../../domain/image/image-rules';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ImageRepository } from '../../persistence/images/image-repository';
import { type ImagePlaceView, viewImage } from './image-view';

export interface SetImagesCommand {
  appId: string;
  /** BCP 47; the listing may come later. */
  locale: string;
  type: ImageType;
  /** Hashes of pictures that were received, in the order of the page. Asked for under the app's lock, given what stands there now. */
  change: (now: readonly string[]) => readonly string[];
  actor: AccountActor;
}

/**
 * Says which pictures stand in a place.
 * @throws DomainError `app-not-found`, `image-not-found`, `image-invalid`, `too-many-images`.
 */
@Injectable()
export class SetImages {
  constructor(
    private readonly apps: AppRepository,
    private readonly images: ImageRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ appId, locale, type, change, actor }: SetImagesCommand): Promise<ImagePlaceView> {
    await this.apps.lock(appId);
    const places = await this.images.placesOf(appId);
    const before = places
      .filter((one) => one.locale === locale && one.type === type)
      .map(({ sha256 }) => sha256);
    const after = [...new Set(change(before))];
    if (after.length > imagesMax(type)) {
      const detail = `The place ${type} takes at most ${imagesMax(type)} pictures.`;
      throw new DomainError('conflict', 'too-many-images', detail);
    }
    const files = await this.images.findFiles(after);
    const views = after.map((sha256) => {
      const file = files.get(sha256);
      if (file === undefined)
        throw new DomainError('invalid', 'image-not-found', `No picture ${sha256} was uploaded.`);
      checkImage(type, file);
      return viewImage(file);
    });
    if (before.join() !== after.join()) {
      await this.images.replace(appId, locale, type, after);
      await this.audit.record({
        actor,
        action: 'image.set',
        subject: { type: 'app', id: appId },
        before: { locale, type, images: before },
        after: { locale, type, images: after },
      });
    }
    return { locale, type, images: views };
  }
}
