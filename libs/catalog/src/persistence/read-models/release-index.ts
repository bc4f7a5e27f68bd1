import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { ReleaseStatus } from '../../domain/release/release-status';
import type { RejectionPolicy } from '../../domain/release/rejection-policies';
import type { Finding } from '../../domain/release/review-policy';

/** A release as its publisher reads it; who reviewed it stays inside the store. Times are RFC 3339. */
export interface ReleaseView {
  id: string;
  appId: string;
  status: ReleaseStatus;
  artifact: {
    id: string;
    versionCode: number;
    versionName: string | null;
    sha256: string;
    sizeBytes: number;
  };
  notes: Record<string, string>;
  findings: Finding[];
  /** The store's answer; null before it and while it is open. */
  decision: { policy: RejectionPolicy | null; message: string | null; at: string } | null;
  createdAt: string;
  submittedAt: string | null;
  liveAt: string | null;
}

/** A release as reviewers read it. */
export interface ReviewView extends ReleaseView {
  app: { packageName: string; publisherId: string; title: string | null; category: string };
  reviewerId: string | null;
}

interface Row {
  id: string;
  app_id: string;
  status: ReleaseStatus;
  artifact_id: string;
  version_code: string;
  version_name: string | null;
  sha256: string;
  size_bytes: string;
  notes: Record<string, string>;
  findings: Finding[];
  decision_policy: RejectionPolicy | null;
  decision_message: string | null;
  decided_at: Date | null;
  created_at: Date;
  submitted_at: Date | null;
  live_at: Date | null;
}

interface ReviewRow extends Row {
  package_name: string;
  publisher_id: string;
  title: string | null;
  category: string;
  reviewer_id: string | null;
}

const COLUMNS = `r.id, r.app_id, r.status, r.artifact_id, f.version_code, f.version_name, f.sha256, f.size_bytes, r.notes,
  r.findings, r.decision_policy, r.decision_message, r.decided_at, r.created_at, r.submitted_at, r.live_at`;

/** Releases for people to read. */
@Injectable()
export class ReleaseIndex extends BaseRepository {
  async find(id: string): Promise<ReleaseView | null> {
    const row = await this.queryOne<Row>(
      `SELECT ${COLUMNS} FROM release r JOIN artifact f ON f.id = r.artifact_id WHERE r.id = $1`,
      [id],
    );
    return row === null ? null : view(row);
  }

  /** Newest first. */
  async list(appId: string, page: PageRequest): Promise<Page<ReleaseView>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM release r JOIN artifact f ON f.id = r.artifact_id
        WHERE r.app_id = $1 AND ($2::uuid IS NULL OR r.id < $2)
        ORDER BY r.id DESC LIMIT $3`,
      [appId, before?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }

  /** What waits for review or is under it, oldest submission first. */
  async queue(page: PageRequest): Promise<Page<ReviewView>> {
    const after = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<ReviewRow>(
      `SELECT ${COLUMNS}, a.package_name, a.publisher_id, a.category, l.title, r.reviewer_id
         FROM release r
         JOIN artifact f ON f.id = r.artifact_id
         JOIN app a ON a.id = r.app_id
         LEFT JOIN app_listing l ON l.app_id = a.id AND l.locale = a.default_locale
        WHERE r.status IN ('submitted', 'in-review')
          AND ($1::text IS NULL OR (r.submitted_at, r.id) > ($1::timestamptz, $2::uuid))
        ORDER BY r.submitted_at, r.id LIMIT $3`,
      [after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [(row.submitted_at ?? row.created_at).toISOString(), row.id],
      viewReview,
    );
  }
}

function view(row: Row): ReleaseView {
  return {
    id: row.id,
    appId: row.app_id,
    status: row.status,
    artifact: {
      id: row.artifact_id,
      versionCode: Number(row.version_code),
      versionName: row.version_name,
      sha256: row.sha256,
      sizeBytes: Number(row.size_bytes),
    },
    notes: row.notes,
    findings: row.findings,
    decision:
      row.decided_at === null
        ? null
        : { policy: row.decision_policy, message: row.decision_message, at: row.decided_at.toISOString() },
    createdAt: row.created_at.toISOString(),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    liveAt: row.live_at?.toISOString() ?? null,
  };
}

function viewReview(row: ReviewRow): ReviewView {
  return {
    ...view(row),
    app: {
      packageName: row.package_name,
      publisherId: row.publisher_id,
      title: row.title,
      category: row.category,
    },
    reviewerId: row.reviewer_id,
  };
}
