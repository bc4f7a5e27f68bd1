import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import {
  IMAGE_MEDIA_TYPES,
  IMAGE_TYPES,
  type ImagePlaceView,
  type ImageType,
  imagesMax,
  ListImages,
  ReceiveImage,
  SCREENSHOTS_MAX,
  SetImages,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { STREAMED_IMAGE_TYPES } from '../../http/body-parsers';
import { Endpoint } from '../../http/endpoint';
import { locale, sha256, uuid } from '../../http/schemas';
import { StreamedBody } from '../../http/streamed-body';
import { appParam } from './schemas';

const imageType = z.enum(IMAGE_TYPES);
const pageKey = z.object({ appId: uuid, locale });
const placeKey = z.object({ appId: uuid, locale, imageType });
const imageKey = z.object({ appId: uuid, locale, imageType, sha256 });
const pageParams = { ...appParam, locale: 'BCP 47, e.g. `de` or `zh-Hans`.' };
const placeParams = { ...pageParams, imageType: `One of ${IMAGE_TYPES.join(', ')}.` };

const image = z
  .object({
    sha256,
    sha1: z.string(),
    mediaType: z.enum(IMAGE_MEDIA_TYPES),
    width: z.number().int(),
    height: z.number().int(),
    sizeBytes: z.number().int(),
  })
  .meta({ id: 'Image' });
const place = z.object({ locale, type: imageType, images: z.array(image) }).meta({ id: 'ImagePlace' });
const places = z.object({ data: z.array(place) });
const order = z.strictObject({ images: z.array(sha256).max(SCREENSHOTS_MAX) }).meta({ id: 'ImageOrder' });

/** The pictures of an app's pages: icon, graphics and screenshots, in each locale. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/listings/:locale/images')
export class ImagesController {
  constructor(
    private readonly listImages: ListImages,
    private readonly receiveImage: ReceiveImage,
    private readonly setImages: SetImages,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The pictures of one locale, by place',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: places,
    params: pageParams,
    problems: [404],
  })
  async list(@Param({ schema: pageKey }) page: z.infer<typeof pageKey>): Promise<{ data: ImagePlaceView[] }> {
    return { data: await this.listImages.execute(page) };
  }

  @Post(':imageType')
  @ApiConsumes(...STREAMED_IMAGE_TYPES)
  @Endpoint({
    summary: 'Upload a picture: the body is the PNG or JPEG itself',
    description:
      'Put behind the screenshots that are there (at most 8), or in the place of the one icon or graphic. It is decoded as a ' +
      'whole: `image-unreadable`, `image-type-unsupported`, and `image-invalid` with what does not fit the place.',
    access: memberOf('app', 'appId', 'listings:write'),
    status: 201,
    returns: place,
    params: placeParams,
    problems: [404, 409, 413, 415, 422],
  })
  async upload(
    @Param({ schema: placeKey }) { appId, locale: language, imageType: type }: z.infer<typeof placeKey>,
    @StreamedBody(STREAMED_IMAGE_TYPES) stream: Readable,
    @CurrentActor() actor: AccountActor,
  ): Promise<ImagePlaceView> {
    const { sha256: uploaded } = await this.receiveImage.execute({ type, stream });
    const change = (now: readonly string[]) => (imagesMax(type) === 1 ? [uploaded] : [...now, uploaded]);
    return this.setImages.execute({ appId, locale: language, type, change, actor });
  }

  @Put(':imageType')
  @Endpoint({
    summary: 'Say which pictures stand in a place, and in which order',
    description:
      'By the hashes of pictures that were uploaded, to any app: the same screenshot may serve many locales.',
    access: memberOf('app', 'appId', 'listings:write'),
    returns: place,
    params: placeParams,
    problems: [404, 409, 422],
  })
  arrange(
    @Param({ schema: placeKey }) { appId, locale: language, imageType: type }: z.infer<typeof placeKey>,
    @Body({ schema: order }) { images }: z.infer<typeof order>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ImagePlaceView> {
    return this.set(appId, language, type, () => images, actor);
  }

  @Delete(':imageType')
  @Endpoint({
    summary: 'Take all pictures out of a place',
    access: memberOf('app', 'appId', 'listings:write'),
    returns: place,
    params: placeParams,
    problems: [404],
  })
  clear(
    @Param({ schema: placeKey }) { appId, locale: language, imageType: type }: z.infer<typeof placeKey>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ImagePlaceView> {
    return this.set(appId, language, type, () => [], actor);
  }

  @Delete(':imageType/:sha256')
  @Endpoint({
    summary: 'Take one picture out of a place; one that is not there is no error',
    access: memberOf('app', 'appId', 'listings:write'),
    returns: place,
    params: { ...placeParams, sha256: 'The hash of the picture.' },
    problems: [404],
  })
  remove(
    @Param({ schema: imageKey })
    { appId, locale: language, imageType: type, sha256: gone }: z.infer<typeof imageKey>,
    @CurrentActor() actor: AccountActor,
  ): Promise<ImagePlaceView> {
    return this.set(appId, language, type, (now) => now.filter((one) => one !== gone), actor);
  }

  private set(
    appId: string,
    language: string,
    type: ImageType,
    change: (now: readonly string[]) => readonly string[],
    actor: AccountActor,
  ): Promise<ImagePlaceView> {
    return this.setImages.execute({ appId, locale: language, type, change, actor });
  }
}
