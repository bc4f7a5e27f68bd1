import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { type ImageFile, ImageRepository } from '../../persistence/images/image-repository';

/** A picture by its hash, for whoever serves it. @throws DomainError `image-not-found`. */
@Injectable()
export class FindImage {
  constructor(private readonly images: ImageRepository) {}

  async execute(sha256: string): Promise<ImageFile> {
    const file = (await this.images.findFiles([sha256])).get(sha256);
    if (file === undefined) throw notFound('image');
    return file;
  }
}
