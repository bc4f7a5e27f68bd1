import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  type SqlValue,
  toPage,
} from '@portolan/platform';
import { type PermissionChange, permissionChanges } from '../../domain/release/permission-changes';
import {
  explainPriority,
  isIdle,
  priorityOfRank,
  rankOf,
  REVIEW_IDLE_MS,
  type ReviewPriority,
} from '../../domain/review/review-priority';
import {
  RELEASE_COLUMNS,
  type ReleaseRow,
  type ReleaseView,
  viewRelease,
} from '../read-models/release-index';

/** What a release asks for, against the live version. */
export interface PermissionChanges extends PermissionChange {
  /** Version code of the live version; null when there is none, and everything is new. */
  against: number | null;
}

/** Where a release stands in the queue. */
export interface QueuePlace {
  priority: ReviewPriority;
  /** Why, in a sentence. */
  explanation: string;
  /** RFC 3339. */
  since: string;
  ageSeconds: number;
}

/** A release as reviewers read it. */
export interface ReviewView extends ReleaseView {
  app: { packageName: string; publisherId: string; title: string | null; category: string };
  reviewerId: string | null;
  /** RFC 3339; null: nobody has it. */
  takenAt: string | null;
  /** Its reviewer has let it lie: anybody may take it. */
  idle: boolean;
  /** The open appeal against its rejection. */
  appealId: string | null;
  /** Null once it has been decided. */
  queue: QueuePlace | null;
  permissions: PermissionChanges;
}

export interface ReviewFilter {
  priority?: ReviewPriority | undefined;
  /** `nobody`: free for whoever takes it, idle ones included; otherwise the account that has it. */
  assigned?: 'nobody' | { accountId: string } | undefined;
  /** `priority`: the most urgent first, of those the oldest. `age`: the oldest first. */
  sort: 'priority' | 'age';
}

interface Row extends ReleaseRow {
  package_name: string;
  publisher_id: string;
  title: string | null;
  category: string;
  reviewer_id: string | null;
  taken_at: Date | null;
  review_rank: number | null;
  queued_at: Date | null;
  held_by: number | null;
  raise_reason: string | null;
  appeal_id: string | null;
  asked: string[];
  live_version_code: string | null;
  live_asked: string[] | null;
}

/** What the packages of a release ask for, implied permissions too: Android grants those without a word. */
const permissionsOf = (release: string) => `ARRAY(
  SELECT DISTINCT p.each ->> 'name' FROM release_artifact x JOIN artifact f ON f.id = x.artifact_id,
         jsonb_array_elements((f.report -> 'permissions') || COALESCE(f.report -> 'impliedPermissions', '[]')) AS p(each)
   WHERE x.release_id = ${release})`;

const SELECT = `SELECT ${RELEASE_COLUMNS}, a.package_name, a.publisher_id, a.category, l.title, r.reviewer_id, r.taken_at,
    r.review_rank, r.queued_at, r.held_by, r.raise_reason,
    (SELECT p.id FROM appeal p JOIN rejection j ON j.id = p.rejection_id WHERE j.release_id = r.id AND p.outcome IS NULL) AS appeal_id,
    ${permissionsOf('r.id')} AS asked, live.version_code AS live_version_code,
    CASE WHEN live.id IS NOT NULL THEN ${permissionsOf('live.id')} END AS live_asked
  FROM release r
  JOIN app a ON a.id = r.app_id
  LEFT JOIN app_listing l ON l.app_id = a.id AND l.locale = a.default_locale
  -- What people of its track have now; of a track that has nothing yet, what those of production have.
  LEFT JOIN LATERAL (
    SELECT o.id, m.version_code FROM release o JOIN artifact m ON m.id = o.artifact_id
     WHERE o.app_id = r.app_id AND o.id <> r.id AND o.status = 'live' AND o.track IN (r.track, 'production')
     ORDER BY o.track = r.track DESC LIMIT 1) live ON true`;

/** Releases for reviewers. */
@Injectable()
export class ReviewQueue extends BaseRepository {
  /** What waits for review or is under it, and what was rejected and appealed. @throws DomainError `cursor-invalid`. */
  async list(filter: ReviewFilter, page: PageRequest, now: Date): Promise<Page<ReviewView>> {
    const byAge = filter.sort === 'age';
    const after = decodeCursor(page.cursor, byAge ? ['instant', 'uuid'] : ['number', 'instant', 'uuid']);
    const [rank, since, id] = byAge ? [0, ...(after ?? [])] : (after ?? []);
    const key = byAge ? '0, r.queued_at, r.id' : 'r.review_rank, r.queued_at, r.id';
    const { assigned } = filter;
    const parameters: SqlValue[] = [
      rank ?? null,
      since ?? null,
      id ?? null,
      page.limit + 1,
      filter.priority === undefined ? null : rankOf(filter.priority),
      assigned === 'nobody',
      new Date(now.getTime() - REVIEW_IDLE_MS),
      assigned === undefined || assigned === 'nobody' ? null : assigned.accountId,
    ];
    const rows = await this.query<Row>(
      `${SELECT}
        WHERE r.review_rank IS NOT NULL
          AND ($2::timestamptz IS NULL OR (${key}) > ($1::bigint, $2::timestamptz, $3::uuid))
          AND ($5::integer IS NULL OR r.review_rank = $5)
          AND (NOT $6::boolean OR r.taken_at IS NULL OR r.taken_at <= $7)
          AND ($8::uuid IS NULL OR r.status = 'in-review' AND r.reviewer_id = $8)
        ORDER BY ${byAge ? 'r.queued_at, r.id' : key} LIMIT $4`,
      parameters,
    );
    const cursor = (row: Row) => [(row.queued_at ?? now).toISOString(), row.id];
    return toPage(
      rows,
      page.limit,
      (row) => (byAge ? cursor(row) : [row.review_rank ?? 0, ...cursor(row)]),
      (row) => view(row, now),
    );
  }

  /** One that was submitted, decided or not. */
  async find(releaseId: string, now: Date): Promise<ReviewView | null> {
    const row = await this.queryOne<Row>(`${SELECT} WHERE r.id = $1 AND r.status <> 'draft'`, [releaseId]);
    return row === null ? null : view(row, now);
  }
}

function view(row: Row, now: Date): ReviewView {
  return {
    ...viewRelease(row),
    app: {
      packageName: row.package_name,
      publisherId: row.publisher_id,
      title: row.title,
      category: row.category,
    },
    reviewerId: row.reviewer_id,
    takenAt: row.taken_at?.toISOString() ?? null,
    idle: row.taken_at !== null && isIdle(row.taken_at, now),
    appealId: row.appeal_id,
    queue: placeOf(row, now),
    permissions: {
      against: row.live_version_code === null ? null : Number(row.live_version_code),
      ...permissionChanges(row.live_asked ?? [], row.asked),
    },
  };
}

function placeOf({ review_rank, queued_at, held_by, raise_reason }: Row, now: Date): QueuePlace | null {
  if (review_rank === null || queued_at === null) return null;
  const priority = priorityOfRank(review_rank);
  return {
    priority,
    explanation: explainPriority(priority, held_by ?? 0, raise_reason),
    since: queued_at.toISOString(),
    ageSeconds: Math.max(0, Math.floor((now.getTime() - queued_at.getTime()) / 1_000)),
  };
}
