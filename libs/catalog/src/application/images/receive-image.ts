import { Inject, Injectable } from '@nestjs/common';
import { Clock, FileStore } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { checkImage, type ImageType } from '../../domain/image/image-rules';
import { ImageRepository } from '../../persistence/images/image-repository';
import { type ImageView, viewImage } from './image-view';
import { inspectImage } from './inspect-image';

/**
 * Takes a picture in and holds it against the place that it is meant for; it stands nowhere yet. Whatever refuses it leaves
 * neither a file nor a row.
 * @throws DomainError `file-too-large`, `upload-interrupted`, `image-unreadable`, `image-type-unsupported`, `image-too-large`,
 *   `image-invalid`.
 */
@Injectable()
export class ReceiveImage {
  constructor(
    private readonly images: ImageRepository,
    private readonly files: FileStore,
    private readonly clock: Clock,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  async execute({ type, stream }: { type: ImageType; stream: Readable }): Promise<ImageView> {
    const incoming = await this.files.receive(stream, this.options.imageMaxBytes);
    try {
      const { sha1, ...facts } = await inspectImage(incoming.path);
      checkImage(type, facts);
      const { sha256, sizeBytes } = incoming;
      const file = { sha256, sha1, ...facts, sizeBytes, fileKey: await this.files.keep(incoming) };
      await this.images.remember(file, this.clock.now());
      return viewImage(file);
    } finally {
      await this.files.discard(incoming);
    }
  }
}
