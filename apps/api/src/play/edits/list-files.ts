import { Injectable } from '@nestjs/common';
import { type ArtifactSummary, FindImage, ListArtifacts } from '@portolan/catalog';
import { FinishUpload, type GoogleImage } from '../uploads/finish-upload';

const PAGE = 100;

/** Pictures and packages as Google lists them. */
@Injectable()
export class ListFiles {
  constructor(
    private readonly findImage: FindImage,
    private readonly listArtifacts: ListArtifacts,
    private readonly finishUpload: FinishUpload,
  ) {}

  async images(hashes: readonly string[]): Promise<GoogleImage[]> {
    const images = await Promise.all(hashes.map((sha256) => this.findImage.execute(sha256)));
    return images.map((image) => this.finishUpload.googleImage(image));
  }

  /** All packages of an app, oldest first; at most a thousand, as many as an app may have. */
  async packages(appId: string): Promise<ArtifactSummary[]> {
    const all: ArtifactSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.listArtifacts.execute(appId, { limit: PAGE, cursor });
      all.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all.reverse();
  }
}
