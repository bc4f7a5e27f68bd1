import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/review/policies';
import type { ReviewedContent, ReviewedPackage } from '../../domain/review/reviewed-content';

/** A release that another is held against. */
export interface ReviewedRelease {
  releaseId: string;
  status: 'rejected' | 'live';
  versionCode: number;
  decidedAt: Date;
  /** Of a rejection. */
  policies: RejectionPolicy[] | null;
  message: string | null;
  content: ReviewedContent;
}

type KeptContent = Omit<ReviewedContent, 'packages'> & {
  packages: (Omit<ReviewedPackage, 'expansionFiles'> & Partial<ReviewedPackage>)[];
};
type Row = Omit<ReviewedRelease, 'content'> & { content: KeptContent };

/** What reviewers decided on, by release. */
@Injectable()
export class ReviewedContentRepository extends BaseRepository {
  /** A later decision about the same release takes the place of the earlier. */
  async put(releaseId: string, content: ReviewedContent, decidedAt: Date): Promise<void> {
    await this.query(
      `INSERT INTO reviewed_content (release_id, content, decided_at) VALUES ($1, $2, $3)
       ON CONFLICT (release_id) DO UPDATE SET content = excluded.content, decided_at = excluded.decided_at`,
      [releaseId, content, decidedAt],
    );
  }

  /**
   * What a release of this app is held against: the last rejection on its track that no approval has followed, and what
   * people have now (of a track that has nothing yet, what those of production have). Those decided before contents were
   * kept are left out.
   */
  async baselinesOf(release: { id: string; appId: string; track: string }): Promise<ReviewedRelease[]> {
    const rows = await this.query<Row>(
      `SELECT r.id AS "releaseId", r.status, m.version_code::float8 AS "versionCode", c.decided_at AS "decidedAt",
              r.decision_policies AS policies, r.decision_message AS message, c.content
         FROM release r JOIN artifact m ON m.id = r.artifact_id JOIN reviewed_content c ON c.release_id = r.id
        WHERE r.id IN (
          (SELECT o.id FROM release o
            WHERE o.app_id = $2 AND o.track = $3 AND o.id <> $1 AND o.status = 'rejected'
              AND NOT EXISTS (SELECT FROM release n WHERE n.app_id = $2 AND n.track = $3 AND n.status <> 'rejected'
                                 AND n.decided_at > o.decided_at)
            ORDER BY o.decided_at DESC, o.id DESC LIMIT 1)
          UNION ALL
          (SELECT o.id FROM release o
            WHERE o.app_id = $2 AND o.track IN ($3, 'production') AND o.id <> $1 AND o.status = 'live'
            ORDER BY o.track = $3 DESC LIMIT 1))
        ORDER BY r.status DESC`,
      [release.id, release.appId, release.track],
    );
    return rows.map((row) => ({ ...row, content: whole(row.content) }));
  }
}

/** A process of an earlier version that runs on beside this one keeps no files beside packages. */
function whole(content: KeptContent): ReviewedContent {
  const packages = content.packages.map(({ expansionFiles = [], ...one }) => ({ ...one, expansionFiles }));
  return { ...content, packages };
}
