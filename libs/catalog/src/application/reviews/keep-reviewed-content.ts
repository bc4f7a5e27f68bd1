import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { PackageFacts } from '../../domain/artifact/package-facts';
import { EXPANSION_TYPES, expansionKey } from '../../domain/edit/expansion-files';
import {
  contentHash,
  type ReviewedContent,
  type ReviewedExpansion,
} from '../../domain/review/reviewed-content';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { ImageRepository } from '../../persistence/images/image-repository';
import { type ReleaseInContext, ReleaseRepository } from '../../persistence/releases/release-repository';
import { ReviewedContentRepository } from '../../persistence/reviews/reviewed-content-repository';

type Subject = Pick<ReleaseInContext, 'app' | 'release'>;

/** Reads what a reviewer decides on, and keeps it once it is decided. */
@Injectable()
export class KeepReviewedContent {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly listings: ListingRepository,
    private readonly images: ImageRepository,
    private readonly expansions: ExpansionRepository,
    private readonly contents: ReviewedContentRepository,
  ) {}

  async keep(releaseId: string, content: ReviewedContent, decidedAt: Date): Promise<void> {
    await this.contents.put(releaseId, content, decidedAt);
  }

  /**
   * What is decided on, if it still is what the reviewer read. Called under the app's lock, which all that changes it takes.
   * @param hash of what the reviewer read.
   * @throws DomainError `review-content-changed`, with what stands there now and its hash.
   */
  async readUnchanged(subject: Subject, hash: string): Promise<ReviewedContent> {
    const content = await this.read(subject);
    const current = contentHash(content);
    if (current !== hash)
      throw new DomainError(
        'conflict',
        'review-content-changed',
        'The release or its pages changed since you read them: read them again, and decide on what stands there now.',
        { extra: { contentHash: current, content } },
      );
    return content;
  }

  /** As it is now. */
  async read({ app, release }: Subject): Promise<ReviewedContent> {
    const packages = await this.releases.artifactsOf(release.id);
    const listings = await this.listings.listOf(app.id);
    const expansions = await this.expansions.of(app.id);
    const besideOf = (packageVersion: number): ReviewedExpansion[] =>
      EXPANSION_TYPES.flatMap((type) => {
        const file = expansions.get(expansionKey(packageVersion, type));
        if (file === undefined) return [];
        const { versionCode, sha256, sizeBytes } = file;
        return [{ type, versionCode, sha256, sizeBytes }];
      });
    const images: Record<string, string[]> = {};
    for (const { locale, type, sha256 } of await this.images.placesOf(app.id))
      (images[`${locale}/${type}`] ??= []).push(sha256);
    return {
      app: { category: app.category, pricing: app.pricing, defaultLocale: app.defaultLocale },
      declarations: app.declarations,
      listings: Object.fromEntries(
        listings.map(({ locale, title, shortDescription, fullDescription }) => [
          locale,
          { title, shortDescription, fullDescription },
        ]),
      ),
      images,
      packages: packages.map(({ report, sha256, versionCode, versionName, sizeBytes, signer }) => ({
        ...{ sha256, versionCode, versionName, sizeBytes, signer },
        targetSdk: report.targetSdk,
        expansionFiles: besideOf(versionCode),
      })),
      permissions: [
        ...new Set(packages.flatMap(({ report }) => permissionsOf(report).map(({ name }) => name))),
      ].sort(),
      notes: release.notes,
    };
  }
}

/** Implied ones too: Android grants those without a word. */
function permissionsOf({ permissions, impliedPermissions = [] }: PackageFacts): { name: string }[] {
  return [...permissions, ...impliedPermissions];
}
