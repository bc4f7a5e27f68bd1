import { Inject, Injectable } from '@nestjs/common';
import {
  ChangeEdit,
  type EditChanges,
  imagesMax,
  type ImageView,
  placeKey,
  ReadEdit,
  ReceiveImage,
  SharePackage,
  UploadArtifact,
  UploadExpansion,
  UploadSymbols,
} from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { sharedPackageUrl } from '../../http/shared-package-url';
import type { UploadTarget } from './upload-target';

/** A picture as Google writes it. */
export interface GoogleImage {
  id: string;
  url: string;
  sha1: string;
  sha256: string;
}

/** Hands a whole file, however it came, to what it is for. */
@Injectable()
export class FinishUpload {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly changeEdit: ChangeEdit,
    private readonly uploadArtifact: UploadArtifact,
    private readonly sharePackage: SharePackage,
    private readonly uploadExpansion: UploadExpansion,
    private readonly uploadSymbols: UploadSymbols,
    private readonly receiveImage: ReceiveImage,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Before a byte is taken. @throws DomainError `edit-*`, `bundle-unsupported`, what `SharePackage.check` and `UploadExpansion.check` throw. */
  async check(target: UploadTarget): Promise<void> {
    if (target.kind === 'bundle' || target.kind === 'shared-bundle')
      throw new DomainError(
        'invalid',
        'bundle-unsupported',
        'This store takes signed APKs. An App Bundle would have to be built and signed anew here, and what is on a phone is what its publisher signed: build APKs from it (bundletool build-apks --mode=universal) and upload those.',
      );
    if (target.kind === 'shared-apk') await this.sharePackage.check(target.appId);
    else await this.readEdit.execute(target);
    if (target.kind === 'expansion') await this.uploadExpansion.check(target);
  }

  async execute(target: UploadTarget, stream: Readable, actor: AccountActor): Promise<object> {
    const { appId } = target;
    switch (target.kind) {
      case 'bundle':
      case 'shared-bundle':
        await this.check(target);
        return {};
      case 'shared-apk': {
        const { sha256, secret, signer } = await this.sharePackage.execute({ appId, stream, actor });
        const downloadUrl = sharedPackageUrl(this.config.PUBLIC_URL, secret);
        return { certificateFingerprint: signer, downloadUrl, sha256 };
      }
      case 'apk': {
        const { editId } = target;
        const sha1 = createHash('sha1');
        const media = tee(stream, sha1);
        const { artifact } = await this.uploadArtifact.execute({ appId, editId, stream: media, actor });
        return {
          versionCode: artifact.versionCode,
          binary: { sha1: sha1.digest('hex'), sha256: artifact.sha256 },
        };
      }
      case 'image': {
        const { editId, language, type } = target;
        const image = await this.receiveImage.execute({ type, stream });
        const key = placeKey(language, type);
        const { images } = await this.readEdit.execute({ appId, editId });
        await this.add(appId, editId, (changes) => {
          const now = changes.images[key] ?? images.get(key) ?? [];
          const after = imagesMax(type) === 1 ? [image.sha256] : [...new Set([...now, image.sha256])];
          return { ...changes, images: { ...changes.images, [key]: after } };
        });
        return { image: this.googleImage(image) };
      }
      case 'expansion': {
        const { sizeBytes } = await this.uploadExpansion.execute({ ...target, stream, actor });
        return { expansionFile: { fileSize: String(sizeBytes) } };
      }
      case 'symbols': {
        const { versionCode, type } = target;
        await this.uploadSymbols.execute({ appId, versionCode, type, stream, actor });
        return { deobfuscationFile: { symbolType: type } };
      }
    }
  }

  /** Pictures are named by their hash, which is how they are served. */
  googleImage({ sha1, sha256 }: Pick<ImageView, 'sha1' | 'sha256'>): GoogleImage {
    return { id: sha256, url: `${this.config.PUBLIC_URL}/v1/images/${sha256}`, sha1, sha256 };
  }

  private async add(
    appId: string,
    editId: string,
    change: (changes: EditChanges) => EditChanges,
  ): Promise<void> {
    await this.changeEdit.execute({ appId, editId, change });
  }
}

/** The same stream, hashed on its way. */
function tee(stream: Readable, hash: { update(chunk: Buffer): unknown }): Readable {
  const through = new PassThrough();
  through.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => hash.update(chunk));
  stream.on('error', (error) => through.destroy(error));
  return stream.pipe(through);
}
