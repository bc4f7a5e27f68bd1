import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ChangeEdit, IMAGE_TYPES, placeKey, ReadEdit } from '@portolan/catalog';
import { ListFiles } from './list-files';
import { notFound } from '@portolan/platform';
import { z } from 'zod';
import { OwnedApp } from '../../auth/current-actor';
import { language as languageSchema } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import type { GoogleImage } from '../uploads/finish-upload';
import { known } from './edits.controller';

const place = z.object({
  editId: z.string(),
  packageName: z.string(),
  language: languageSchema,
  imageType: z.enum(IMAGE_TYPES),
});
type Place = z.infer<typeof place>;
const image = place.extend({ imageId: z.string().regex(/^[0-9a-f]{64}$/, 'must be the id of a picture') });

/** `edits.images`: icon, graphics and screenshots. A picture's id is its SHA-256. */
@Controller(`${APPLICATION}/edits/:editId/listings/:language/:imageType`)
export class PlayImagesController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
    private readonly files: ListFiles,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async list(
    @OwnedApp() appId: string,
    @Param({ schema: place }) path: Place,
  ): Promise<{ images: GoogleImage[] }> {
    return { images: await this.files.images(await this.hashes(appId, path)) };
  }

  @Delete()
  @PlayRoute('releases:write')
  async deleteAll(
    @OwnedApp() appId: string,
    @Param({ schema: place }) path: Place,
  ): Promise<{ deleted: GoogleImage[] }> {
    const hashes = await this.hashes(appId, path);
    await this.put(appId, path, []);
    return { deleted: await this.files.images(hashes) };
  }

  @Delete(':imageId')
  @PlayRoute('releases:write', 204)
  async delete(
    @OwnedApp() appId: string,
    @Param({ schema: image }) path: z.infer<typeof image>,
  ): Promise<void> {
    const hashes = await this.hashes(appId, path);
    if (!hashes.includes(path.imageId)) throw notFound('image');
    await this.put(
      appId,
      path,
      hashes.filter((sha256) => sha256 !== path.imageId),
    );
  }

  private async hashes(appId: string, { editId, language, imageType }: Place): Promise<readonly string[]> {
    const { images } = await this.readEdit.execute({ appId, editId: known(editId) });
    return images.get(placeKey(language, imageType)) ?? [];
  }

  private async put(
    appId: string,
    { editId, language, imageType }: Place,
    hashes: readonly string[],
  ): Promise<void> {
    await this.changeEdit.execute({
      appId,
      editId: known(editId),
      change: (changes) => ({
        ...changes,
        images: { ...changes.images, [placeKey(language, imageType)]: hashes },
      }),
    });
  }
}
