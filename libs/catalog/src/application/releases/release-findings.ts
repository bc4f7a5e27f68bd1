import { Inject, Injectable } from '@nestjs/common';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { PRODUCTION } from '../../domain/delivery/track-name';
import { type Finding, findingsOf } from '../../domain/release/review-policy';
import type { App } from '../../persistence/apps/app.entity';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import type { Artifact } from '../../persistence/artifacts/artifact.entity';
import { ImageRepository } from '../../persistence/images/image-repository';
import { ReleaseRepository } from '../../persistence/releases/release-repository';

/** Runs the automated checks on a release, on the pages of its app as they are now. */
@Injectable()
export class ReleaseFindings {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly listings: ListingRepository,
    private readonly images: ImageRepository,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  async of(app: App, track: string, packages: readonly Artifact[]): Promise<Finding[]> {
    const live = (await this.releases.live(app.id, track)) ?? (await this.releases.live(app.id, PRODUCTION));
    const icons = await this.images.iconsOf(app.id);
    return findingsOf(this.options.reviewPolicy, {
      packages: packages.map(({ report }) => report),
      declarations: app.declarations,
      category: app.category,
      liveSigner: live?.artifact.signer ?? null,
      page: {
        listings: await this.listings.listOf(app.id),
        icon: icons.length > 0,
        iconCopied: (await this.images.otherPublisherWithIcon(app.publisherId, icons)) !== null,
      },
    });
  }
}
